import { z } from 'zod'
import { thawRuns } from '#db/queries/flow-freeze.ts'
import { setFlowStatus } from '#db/queries/flows.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import type { Held } from '../runs/held.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import { walkFrozenRuns } from './walk-frozen-runs.ts'

export const ResumeFlow = z.strictObject({
  /** What becomes of steps that fell due while the flow was paused: they happen now, or their messages are skipped. */
  backlog: z.enum(['send', 'skip']).default('send'),
})
export type ResumeFlow = z.infer<typeof ResumeFlow>

/** Opens a paused flow again and lets everyone inside go on. */
export async function resumeFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ResumeFlow & { id: string }
}): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  const { sql, now } = ctx
  const { id, status } = await requireFlow(ctx, input.id)
  if (status !== 'paused' && status !== 'live')
    throw new AppError('conflict', 'Only a paused flow can be resumed.')
  if (status === 'paused' && input.backlog === 'skip') await skipBacklog(ctx, id)
  await inTransaction(sql, [], async (tx) => {
    const row = await requireFlow(ctx, id, tx)
    if (row.status !== 'paused') return
    await setFlowStatus(tx, id, 'live', now)
    await thawRuns(tx, id, now)
    await wake(tx, 'flows')
    await wake(tx, 'advance')
  })
  return flowDetail(await requireFlow(ctx, id))
}

/** Advances what fell due; messages it comes to are recorded as skipped, and the runs go on. */
async function skipBacklog(ctx: Ctx, flowId: string): Promise<void> {
  const { now } = ctx
  await walkFrozenRuns(ctx, { flowId, dueBy: now }, async (batch, runs) => {
    for (const held of runs) unfreeze(held)
    await batch.catchUp(runs, (held) => held.wakeAt !== null && held.wakeAt <= now, now)
    for (const held of runs) {
      held.effects = held.effects.map((effect) =>
        effect.kind === 'message' ? { ...effect, skip: effect.skip ?? 'paused' } : effect,
      )
    }
  })
}

function unfreeze(held: Held): void {
  held.frozen = false
  held.step += 1
  held.changed = true
}
