import { setFlowStatus } from '#db/queries/flows.ts'
import { countInside } from '#db/queries/people-inside.ts'
import { wake } from '#db/queries/wake.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { archive } from '../jobs/kinds/archive.ts'
import { beginJob, carryOut, MOST_AT_ONCE, startJob } from '../jobs/start-job.ts'
import { flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import type { ChangedFlow } from './publish-flow.ts'
import { startsByDate } from './publish-graph.ts'

/** Closes a flow for good: everyone inside exits with reason `archived`. Asked again, it finishes what was interrupted. */
export async function archiveFlow({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ChangedFlow> {
  requirePermission(ctx, 'flows:write')
  const begun = await inTransaction(ctx.sql, [], async (tx) => {
    const { id, live } = await requireFlow(ctx, input.id, tx)
    await setFlowStatus(tx, id, 'archived', ctx.now)
    await wake(tx, 'flows')
    if (live !== null && startsByDate(live.graph))
      await startJob({ ctx, tx, input: { kind: 'date_entries', flowId: id, input: {} } })
    const people = await countInside(tx, { flowId: id, statuses: ['waiting', 'held'] }, MOST_AT_ONCE + 1)
    return beginJob({ ctx, tx, input: { kind: 'archive', flowId: id, input: {} }, people })
  })
  const job = await carryOut(ctx, begun, archive)
  return { ...flowDetail(await requireFlow(ctx, input.id)), job }
}
