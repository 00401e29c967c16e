import type { MessageChannel } from '../sending/sending-settings.ts'
import type { StepContext, StepResult } from './node-definition.ts'

/**
 * What message steps share: a draft is passed over; a live one goes to the outbox and the run goes on at once; a manual
 * one keeps the run until a person has sent or discarded it. Someone of the hold-out has nothing to be looked at.
 */
export function messageStep(
  { run, visit, arrival }: StepContext,
  node: { id: string; config: { status: 'draft' | 'manual' | 'live' } },
  channel: MessageChannel,
): StepResult {
  const { id, config } = node
  if (arrival.kind === 'woken') {
    const { input } = arrival
    if (input.kind !== 'reviewed' || input.node !== id || input.visit !== visit) return { kind: 'ignore' }
    return { kind: 'go', branch: null, detail: { reviewed: input.sent ? 'sent' : 'discarded' } }
  }
  if (config.status === 'draft') return { kind: 'go', branch: null, detail: { skipped: 'draft' } }
  const review = config.status === 'manual' && !run.holdout
  const effects = [{ kind: 'message' as const, channel, node: id, visit, review, skip: null }]
  return review
    ? { kind: 'stay', waiting: { kind: 'review' }, detail: { review: true }, effects }
    : { kind: 'go', branch: null, effects }
}
