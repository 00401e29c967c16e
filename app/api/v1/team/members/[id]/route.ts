import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { ChangeRole, changeRole } from '#server/services/team/change-role.ts'
import { removeMember } from '#server/services/team/remove-member.ts'

export const PATCH = apiRoute({ body: ChangeRole }, ({ ctx, params, body }) =>
  changeRole({ ctx, input: { ...body, memberId: pathId(params) } }),
)

export const DELETE = apiRoute({}, ({ ctx, params }) =>
  removeMember({ ctx, input: { memberId: pathId(params) } }),
)
