import { v7 } from 'uuid'
import type { z } from 'zod'
import { insertMember } from '#db/queries/members.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { actingPerson } from '../team/team-roles.ts'
import { makeWorkspace } from './make-workspace.ts'
import { readWorkspace } from './read-workspace.ts'
import { WorkspaceSettings } from './workspace-settings.ts'

export const CreateWorkspace = WorkspaceSettings.pick({ name: true })
export type CreateWorkspace = z.infer<typeof CreateWorkspace>

/** A further shop, with the settings of the present one. Owners only; the one who makes it owns it. */
export async function createWorkspace({
  ctx,
  input,
}: {
  ctx: Ctx
  input: CreateWorkspace
}): Promise<{ id: string; name: string }> {
  requirePermission(ctx, 'workspace:write')
  const { userId, role } = actingPerson(ctx)
  if (role !== 'owner') throw new AppError('forbidden', 'Only an owner can add a workspace.')
  const { id: _present, ...settings } = await readWorkspace({ ctx })
  const made = await ctx.sql.begin(async (tx) => {
    const workspace = await makeWorkspace(tx, { ...settings, name: input.name }, ctx.now)
    await insertMember(tx, {
      id: v7({ msecs: ctx.now.getTime() }),
      workspaceId: workspace.id,
      userId,
      role: 'owner',
      now: ctx.now,
    })
    return workspace
  })
  return { id: made.id, name: made.name }
}
