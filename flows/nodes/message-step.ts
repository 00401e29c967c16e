import type { StepContext, StepResult } from './node-definition.ts'

/** What e-mail and SMS steps share: a draft is passed over, a manual one waits for review, the run goes on at once. */
export function messageStep(
  { run, visit }: StepContext,
  node: { id: string; config: { status: 'draft' | 'manual' | 'live' } },
  channel: 'email' | 'sms',
): StepResult {
  if (node.config.status === 'draft') return { kind: 'go', branch: null, detail: { skipped: 'draft' } }
  const review = node.config.status === 'manual'
  const skip = run.holdout ? 'holdout' : null
  return {
    kind: 'go',
    branch: null,
    detail: skip ? { skipped: skip } : review ? { review: true } : {},
    effects: [{ kind: 'message', channel, node: node.id, visit, review, skip }],
  }
}
