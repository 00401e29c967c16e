import { requeueFailedEvents } from '#db/queries/failed-events.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** Tries an event that could not be routed again, or with `id: null` all of them. Throws `not_found` for another id. */
export async function retryFailedEvents({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string | null }
}): Promise<{ count: number }> {
  requirePermission(ctx, 'people:write')
  const count = await ctx.sql.begin(async (tx) => {
    const requeued = await requeueFailedEvents(tx, ctx.workspaceId, input.id)
    if (requeued > 0) await wake(tx, 'route')
    return requeued
  })
  if (count === 0 && input.id !== null) throw new AppError('not_found', 'No such event is kept aside.')
  return { count }
}
