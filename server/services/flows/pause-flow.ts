import { setFlowStatus } from '#db/queries/flows.ts'
import { countInside } from '#db/queries/people-inside.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { pause } from '../jobs/kinds/pause.ts'
import { beginJob, carryOut, MOST_AT_ONCE } from '../jobs/start-job.ts'
import { flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import type { ChangedFlow } from './publish-flow.ts'

/**
 * Stops entries and freezes everyone inside where they stand, at once: nobody moves in a flow that is paused. Their rows
 * follow. Their goal still ends their run. Asked again, it finishes what was interrupted.
 */
export async function pauseFlow({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ChangedFlow> {
  requirePermission(ctx, 'flows:write')
  const begun = await inTransaction(ctx.sql, [], async (tx) => {
    const { id, status } = await requireFlow(ctx, input.id, tx)
    if (status !== 'live' && status !== 'paused')
      throw new AppError('conflict', 'Only a live flow can be paused.')
    if (status === 'live') await setFlowStatus(tx, id, 'paused', ctx.now)
    await wake(tx, 'flows')
    const people = await countInside(tx, { flowId: id, statuses: ['waiting'] }, MOST_AT_ONCE + 1)
    return beginJob({ ctx, tx, input: { kind: 'pause', flowId: id, input: {} }, people })
  })
  const job = await carryOut(ctx, begun, pause)
  return { ...flowDetail(await requireFlow(ctx, input.id)), job }
}
