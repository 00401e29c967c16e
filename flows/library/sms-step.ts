import type { FlowNode } from '../graph/flow.ts'

/** A live marketing SMS; `smartSending: false` as for e-mails. */
export function smsStep(id: string, text: string, more: { smartSending?: false } = {}): FlowNode {
  return { id, kind: 'sms', config: { status: 'live', messageKind: 'marketing', ...more, text } }
}
