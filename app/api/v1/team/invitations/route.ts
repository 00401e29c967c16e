import { apiRoute } from '#server/http/api-route.ts'
import { InviteMember, inviteMember } from '#server/services/team/invite-member.ts'

export const POST = apiRoute({ body: InviteMember, status: 201 }, ({ ctx, body }) =>
  inviteMember({ ctx, input: body }),
)
