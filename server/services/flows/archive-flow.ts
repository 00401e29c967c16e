import { freezeRuns } from '#db/queries/flow-freeze.ts'
import { setFlowStatus } from '#db/queries/flows.ts'
import { wake } from '#db/queries/wake.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import { walkFrozenRuns } from './walk-frozen-runs.ts'

/** Closes a flow for good: everyone inside exits with reason `archived`. Asked again, it finishes what was interrupted. */
export async function archiveFlow({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  const { sql, now } = ctx
  await inTransaction(sql, [], async (tx) => {
    const { id } = await requireFlow(ctx, input.id, tx)
    await setFlowStatus(tx, id, 'archived', now)
    await freezeRuns(tx, id)
    await wake(tx, 'flows')
  })
  await walkFrozenRuns(ctx, { flowId: input.id, dueBy: null }, (batch, runs) =>
    batch.give(
      runs.map((held) => ({ held, input: { kind: 'leave', reason: 'archived' } })),
      now,
    ),
  )
  return flowDetail(await requireFlow(ctx, input.id))
}
