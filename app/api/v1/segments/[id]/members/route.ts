import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { profileJson } from '#server/http/profile-json.ts'
import { ListMembers } from '#server/services/lists/list-members.ts'
import { segmentMembers } from '#server/services/segments/segment-members.ts'

export const GET = apiRoute({ query: ListMembers }, async ({ ctx, params, query }) => {
  const { items, next } = await segmentMembers({ ctx, input: { ...query, id: pathId(params) } })
  return { items: items.map(({ profile, since }) => ({ ...profileJson(profile), since })), next }
})
