import { type WorkspaceRow, workspaceById } from '#db/queries/workspaces.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** The shop's settings. */
export async function readWorkspace({ ctx }: { ctx: Ctx }): Promise<WorkspaceRow> {
  requirePermission(ctx, 'read')
  const workspace = await workspaceById(ctx.sql, ctx.workspaceId)
  if (!workspace) throw new AppError('not_found', 'This workspace is gone.')
  return workspace
}
