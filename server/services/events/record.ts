import { wake } from '#db/queries/wake.ts'
import type { IncomingEvent } from '#flows/events/incoming-event.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inboxRows } from './inbox-rows.ts'
import { type Outcome, recorderOf, storeRows } from './recorder.ts'

/** Stores the events of one request in a group commit; answers each one's outcome after the commit. Throws `busy`. */
export async function record({
  ctx,
  input,
}: {
  ctx: Ctx
  input: readonly IncomingEvent[]
}): Promise<Outcome[]> {
  requirePermission(ctx, 'events:write')
  return recorderOf(ctx.sql).record(inboxRows(ctx.workspaceId, input, ctx.now.getTime()))
}

/** Stores a batch at once, for imports: one statement, no waiting for neighbours. Best with about 1,000 events. */
export async function recordBulk({
  ctx,
  input,
}: {
  ctx: Ctx
  input: readonly IncomingEvent[]
}): Promise<Outcome[]> {
  requirePermission(ctx, 'events:write')
  if (input.length === 0) return []
  const outcomes = await storeRows(ctx.sql, inboxRows(ctx.workspaceId, input, ctx.now.getTime()))
  await wake(ctx.sql, 'route')
  return outcomes
}
