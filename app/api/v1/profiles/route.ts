import { adaptDoor } from '#server/http/adapt-door.ts'
import { apiRoute } from '#server/http/api-route.ts'
import { receiveProfileCall } from '#server/http/doors/profiles.ts'
import { profileJson } from '#server/http/profile-json.ts'
import { ListProfiles, listProfiles } from '#server/services/profiles/list-profiles.ts'

export const { POST, OPTIONS } = adaptDoor(receiveProfileCall)

export const GET = apiRoute({ query: ListProfiles }, async ({ ctx, query }) => {
  const { items, next } = await listProfiles({ ctx, input: query })
  return { items: items.map(profileJson), next }
})
