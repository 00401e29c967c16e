import { cancelInvitationRow } from '#db/queries/invitations.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** Ends an invitation that was not accepted: its link opens nothing any more. Throws `not_found`. */
export async function cancelInvitation({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'team:write')
  if (!(await cancelInvitationRow(ctx.sql, ctx.workspaceId, input.id)))
    throw new AppError('not_found', 'There is no open invitation with this id.')
}
