import { type SendingRow, updateSendingSettings } from '#db/queries/sending-settings.ts'
import { updateWorkspaceRow, type WorkspaceRow } from '#db/queries/workspaces.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { readWorkspace } from './read-workspace.ts'
import { SendingSettings } from './sending-settings.ts'
import { WorkspaceSettings } from './workspace-settings.ts'

export const UpdateWorkspace = WorkspaceSettings.extend(SendingSettings.shape).partial()
export type UpdateWorkspace = Partial<WorkspaceSettings & SendingSettings>

/** Changes the shop's settings; absent ones stay. Returns them all. */
export async function updateWorkspace({
  ctx,
  input,
}: {
  ctx: Ctx
  input: UpdateWorkspace
}): Promise<WorkspaceRow & SendingRow> {
  requirePermission(ctx, 'workspace:write')
  const { quietHours, smartSending, frequencyCaps, ...settings } = input
  await ctx.sql.begin(async (tx) => {
    await updateWorkspaceRow(tx, ctx.workspaceId, settings)
    await updateSendingSettings(tx, ctx.workspaceId, { quietHours, smartSending, frequencyCaps })
  })
  return readWorkspace({ ctx })
}
