import { type SendingRow, sendingSettings } from '#db/queries/sending-settings.ts'
import { type WorkspaceRow, workspaceById } from '#db/queries/workspaces.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** The shop's settings, those of sending among them. */
export async function readWorkspace({ ctx }: { ctx: Ctx }): Promise<WorkspaceRow & SendingRow> {
  requirePermission(ctx, 'read')
  const [workspace, sending] = await Promise.all([
    workspaceById(ctx.sql, ctx.workspaceId),
    sendingSettings(ctx.sql, ctx.workspaceId),
  ])
  if (!workspace || !sending) throw new AppError('not_found', 'This workspace is gone.')
  return { ...workspace, ...sending }
}
