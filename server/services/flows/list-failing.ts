import { type FailingFlow, failingFlows } from '#db/queries/failed-runs.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** What failed longer ago is for the flow's report: nobody has to be told of it any more. */
const TOLD_MS = 30 * 86_400_000

/** Flows with runs that could not go on in the last 30 days, newest failure first; archived ones are left out. */
export async function listFailing({ ctx }: { ctx: Ctx }): Promise<{ items: FailingFlow[] }> {
  requirePermission(ctx, 'read')
  const since = new Date(ctx.now.getTime() - TOLD_MS)
  return { items: await failingFlows(ctx.sql, ctx.workspaceId, since) }
}
