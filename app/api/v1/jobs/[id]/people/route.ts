import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { profileJson } from '#server/http/profile-json.ts'
import { ListReplayPeople, listReplayPeople } from '#server/services/replay/list-replay-people.ts'

export const GET = apiRoute({ query: ListReplayPeople }, async ({ ctx, params, query }) => {
  const { items, next } = await listReplayPeople({ ctx, input: { ...query, job: pathId(params) } })
  return { items: items.map(profileJson), next }
})
