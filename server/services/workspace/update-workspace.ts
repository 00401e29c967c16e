import { updateWorkspaceRow, type WorkspaceRow } from '#db/queries/workspaces.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { readWorkspace } from './read-workspace.ts'
import { WorkspaceSettings } from './workspace-settings.ts'

export const UpdateWorkspace = WorkspaceSettings.partial()
export type UpdateWorkspace = Partial<WorkspaceSettings>

/** Changes the shop's settings; absent ones stay. Returns them all. */
export async function updateWorkspace({
  ctx,
  input,
}: {
  ctx: Ctx
  input: UpdateWorkspace
}): Promise<WorkspaceRow> {
  requirePermission(ctx, 'workspace:write')
  await updateWorkspaceRow(ctx.sql, ctx.workspaceId, input)
  return readWorkspace({ ctx })
}
