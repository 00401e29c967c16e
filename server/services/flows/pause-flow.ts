import { freezeRuns } from '#db/queries/flow-freeze.ts'
import { setFlowStatus } from '#db/queries/flows.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'

/** Stops entries and freezes everyone inside where they stand; their goal still ends their run. */
export async function pauseFlow({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  await inTransaction(ctx.sql, [], async (tx) => {
    const { id, status } = await requireFlow(ctx, input.id, tx)
    if (status === 'paused') return
    if (status !== 'live') throw new AppError('conflict', 'Only a live flow can be paused.')
    await setFlowStatus(tx, id, 'paused', ctx.now)
    await freezeRuns(tx, id)
    await wake(tx, 'flows')
  })
  return flowDetail(await requireFlow(ctx, input.id))
}
