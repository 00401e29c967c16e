import { v7 } from 'uuid'
import { z } from 'zod'
import { insertVersion } from '#db/queries/published-versions.ts'
import { wake } from '#db/queries/wake.ts'
import { isPublishable } from '#flows/graph/validate.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { changedBy, type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'

export const PublishFlow = z.strictObject({
  /** What changed, for the list of versions. */
  note: z.string().trim().max(1_000).optional(),
})
export type PublishFlow = z.infer<typeof PublishFlow>

/**
 * Makes the draft an immutable version and the live one; a paused flow stays paused with it. People inside stay on theirs.
 * Publishing what is live already changes nothing. Throws `not_publishable` with the problems.
 */
export async function publishFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: PublishFlow & { id: string }
}): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  const { sql, workspaceId, actor, now } = ctx
  await inTransaction(sql, [], async (tx) => {
    const row = await requireFlow(ctx, input.id, tx)
    if (row.status === 'archived') throw new AppError('conflict', 'An archived flow can’t be published.')
    const { graph, problems, changed } = flowDetail(row)
    if (!isPublishable(problems)) {
      throw new AppError('not_publishable', 'The flow has problems that block publishing.', [], { problems })
    }
    if (!changed) return
    await insertVersion(tx, {
      id: v7({ msecs: now.getTime() }),
      flowId: row.id,
      workspaceId,
      graph,
      by: changedBy(actor),
      note: input.note ?? null,
      now,
    })
    await wake(tx, 'flows')
  })
  return flowDetail(await requireFlow(ctx, input.id))
}
