import { lockFailedRun } from '#db/queries/failed-runs.ts'
import { findRun } from '#db/queries/flow-runs.ts'
import { flowStanding } from '#db/queries/flows.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { retryFailed } from '../runs/retry-failed.ts'
import { getRun, type RunDetail } from './get-run.ts'

/** Lets a failed run try again what it failed at. Throws `conflict` for one that has not failed or can't. */
export async function retryRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<RunDetail> {
  requirePermission(ctx, 'flows:write')
  const { sql, workspaceId, now } = ctx
  const row = await findRun(sql, workspaceId, input.id)
  if (row === null) throw new AppError('not_found', 'There is no run with this id.')
  await inTransaction(sql, [], async (tx) => {
    const flow = await flowStanding(tx, row.flowId)
    if (flow === null || flow.status === 'archived')
      throw new AppError('conflict', 'Its flow is archived: nobody goes on in it.')
    const failed = await lockFailedRun(tx, workspaceId, input.id)
    if (failed === null)
      throw new AppError('conflict', 'Only a failed run can be tried again.', [], { status: row.status })
    if ((await retryFailed(tx, [failed], { paused: flow.status === 'paused', now })) === 0)
      throw new AppError('conflict', 'What this run failed at can’t be tried again.')
    await wake(tx, 'advance')
  })
  return getRun({ ctx, input })
}
