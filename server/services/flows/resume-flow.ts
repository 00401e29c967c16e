import { z } from 'zod'
import { setFlowStatus } from '#db/queries/flows.ts'
import { type PausedMessages, settlePausedMessages } from '#db/queries/paused-messages.ts'
import { countInside } from '#db/queries/people-inside.ts'
import { wake } from '#db/queries/wake.ts'
import { MOST_SPREAD_HOURS } from '#flows/schedule/spread.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { type Backlog, resume } from '../jobs/kinds/resume.ts'
import { beginJob, carryOut, MOST_AT_ONCE, startJob } from '../jobs/start-job.ts'
import { flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import type { ChangedFlow } from './publish-flow.ts'
import { startsByDate } from './publish-graph.ts'

export const ResumeFlow = z.strictObject({
  /** What becomes of steps that fell due while the flow was paused: they happen now, without their messages, or over some hours. */
  backlog: z.enum(['send', 'skip', 'spread']).default('send'),
  /** Over how many hours what fell due is spread. */
  hours: z.int().min(1).max(MOST_SPREAD_HOURS).default(1),
})
export type ResumeFlow = z.input<typeof ResumeFlow>

/**
 * Opens a paused flow again: it takes people in at once, and lets everyone inside go on. Asked again, it finishes what was
 * interrupted.
 */
export async function resumeFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ResumeFlow & { id: string }
}): Promise<ChangedFlow> {
  requirePermission(ctx, 'flows:write')
  const { now } = ctx
  const begun = await inTransaction(ctx.sql, [], async (tx) => {
    const { id, status, live } = await requireFlow(ctx, input.id, tx)
    if (status !== 'paused' && status !== 'live')
      throw new AppError('conflict', 'Only a paused flow can be resumed.')
    if (status === 'paused') {
      await setFlowStatus(tx, id, 'live', now)
      await settlePausedMessages(tx, id, messagesOf(input), now)
      await wake(tx, 'deliver')
      if (live !== null && startsByDate(live.graph))
        await startJob({ ctx, tx, input: { kind: 'date_entries', flowId: id, input: {} } })
    }
    await wake(tx, 'flows')
    await wake(tx, 'advance')
    const people = await countInside(tx, { flowId: id, statuses: ['held'] }, MOST_AT_ONCE + 1)
    return beginJob({ ctx, tx, input: { ...kindOf(input, now), flowId: id }, people })
  })
  const job = await carryOut(ctx, begun, resume)
  return { ...flowDetail(await requireFlow(ctx, input.id)), job }
}

function kindOf({ backlog = 'send', hours = 1 }: ResumeFlow, now: Date) {
  const decided: Backlog = backlog === 'spread' ? { backlog, hours } : { backlog }
  const kind = backlog === 'spread' ? ('resume_spread' as const) : ('resume' as const)
  return { kind, input: { ...decided, at: now.getTime() } }
}

function messagesOf({ backlog = 'send', hours = 1 }: ResumeFlow): PausedMessages {
  return backlog === 'spread' ? { kind: backlog, overMs: hours * 3_600_000 } : { kind: backlog }
}
