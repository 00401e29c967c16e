import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { movePeople } from '../jobs/kinds/move-people.ts'
import { carryOut } from '../jobs/start-job.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import { PeopleChoices } from './people-choices.ts'
import { publishGraph } from './publish-graph.ts'

export const PublishFlow = z.strictObject({
  /** What changed, for the list of versions. */
  note: z.string().trim().max(1_000).optional(),
  /** What becomes of the people on each step; those without a choice stay on their version. */
  people: PeopleChoices.optional(),
})
export type PublishFlow = z.infer<typeof PublishFlow>

/** A flow after a change that concerns people inside; `job` is under way where they are many, null where all is done. */
export type ChangedFlow = FlowDetail & { job: string | null }

/**
 * Makes the draft an immutable version and the live one; a paused flow stays paused with it. People inside stay on theirs,
 * or come over as chosen. Publishing what is live already makes no version. Throws as `publishGraph` says.
 */
export async function publishFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: PublishFlow & { id: string }
}): Promise<ChangedFlow> {
  requirePermission(ctx, 'flows:write')
  const { id, note = null, people = {} } = input
  const begun = await inTransaction(ctx.sql, [], async (tx) => {
    const row = await requireFlow(ctx, id, tx)
    return publishGraph(ctx, tx, row, { graph: flowDetail(row).graph, note, people })
  })
  const job = await carryOut(ctx, begun, movePeople)
  return { ...flowDetail(await requireFlow(ctx, id)), job }
}
