import { apiRoute } from '#server/http/api-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { cancelInvitation } from '#server/services/team/cancel-invitation.ts'

export const DELETE = apiRoute({}, ({ ctx, params }) =>
  cancelInvitation({ ctx, input: { id: pathId(params) } }),
)
