import { deleteFailedEvent as deleteRow } from '#db/queries/failed-events.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** Gives up an event that could not be routed; the shop may send its id again. Throws `not_found` for another id. */
export async function deleteFailedEvent({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'people:write')
  const deleted = await ctx.sql.begin((tx) => deleteRow(tx, ctx.workspaceId, input.id))
  if (!deleted) throw new AppError('not_found', 'No such event is kept aside.')
}
