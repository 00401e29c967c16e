import { z } from 'zod'
import { replaceDraft } from '#db/queries/flows.ts'
import { versionGraph } from '#db/queries/published-versions.ts'
import { Flow } from '#flows/graph/flow.ts'
import { AppError } from '../app-error.ts'
import { changedBy } from '../changed-by.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { movePeople } from '../jobs/kinds/move-people.ts'
import { carryOut } from '../jobs/start-job.ts'
import { flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import { type ChangedFlow, PublishFlow } from './publish-flow.ts'
import { publishGraph } from './publish-graph.ts'

export const RollbackFlow = PublishFlow.extend({
  /** Number of the version that is to be live again. */
  version: z.int().min(1),
  /** Leaves the draft as it is; it becomes the old version too otherwise. */
  keepDraft: z.boolean().default(false),
})
export type RollbackFlow = z.input<typeof RollbackFlow>

/** Publishes an old version again, as the next one, with the same choices for people inside as any publish. */
export async function rollbackFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: RollbackFlow & { id: string }
}): Promise<ChangedFlow> {
  requirePermission(ctx, 'flows:write')
  const { id, version, note = null, people = {}, keepDraft = false } = input
  const begun = await inTransaction(ctx.sql, [], async (tx) => {
    const row = await requireFlow(ctx, id, tx)
    const stored = await versionGraph(tx, row.id, version)
    if (stored === null) {
      throw new AppError('invalid', 'There is no such version.', [
        { pointer: '/version', code: 'not_found', message: 'is no version of this flow' },
      ])
    }
    const graph = Flow.parse(stored)
    const change = await publishGraph(ctx, tx, row, { graph, note, people })
    if (!keepDraft) await replaceDraft(tx, { id, draft: graph, by: changedBy(ctx.actor), now: ctx.now })
    return change
  })
  const job = await carryOut(ctx, begun, movePeople)
  return { ...flowDetail(await requireFlow(ctx, id)), job }
}
