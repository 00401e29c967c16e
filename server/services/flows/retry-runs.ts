import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { startJob } from '../jobs/start-job.ts'
import { requireFlow } from './get-flow.ts'

/** Lets every failed run of a flow try again what it failed at; answers the job that does it. */
export async function retryRuns({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<{ job: string }> {
  requirePermission(ctx, 'flows:write')
  return inTransaction(ctx.sql, [], async (tx) => {
    const { id, status } = await requireFlow(ctx, input.id, tx)
    if (status === 'archived') throw new AppError('conflict', 'The flow is archived: nobody goes on in it.')
    const until = ctx.now.getTime()
    return {
      job: await startJob({ ctx, tx, input: { kind: 'retry_runs', flowId: id, input: { until } } }),
    }
  })
}
