import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { profileJson } from '#server/http/profile-json.ts'
import { addMembers, ChangeMembers, removeMembers } from '#server/services/lists/change-members.ts'
import { listMembers } from '#server/services/lists/list-members.ts'
import { ListMembers } from '#server/services/profiles/group-members.ts'

export const GET = apiRoute({ query: ListMembers }, async ({ ctx, params, query }) => {
  const { items, next } = await listMembers({ ctx, input: { ...query, id: pathId(params) } })
  return { items: items.map(({ profile, since }) => ({ ...profileJson(profile), since })), next }
})

export const POST = apiRoute({ body: ChangeMembers }, ({ ctx, params, body }) =>
  addMembers({ ctx, input: { ...body, id: pathId(params) } }),
)

export const DELETE = apiRoute({ body: ChangeMembers }, ({ ctx, params, body }) =>
  removeMembers({ ctx, input: { ...body, id: pathId(params) } }),
)
