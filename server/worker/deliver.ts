import type { Runtime } from '../runtime.ts'
import { callWebhooks } from '../services/messages/call-webhooks.ts'
import { deliverBatch } from '../services/messages/deliver.ts'
import { sendDue } from './send-due.ts'

/** Sends what is due; returns milliseconds until the next, 0 when there is more now. */
export async function deliverTurn(runtime: Runtime, now: () => Date): Promise<number> {
  const messages = await sendDue(runtime, now, 'messages', deliverBatch)
  const webhooks = await sendDue(runtime, now, 'webhook_calls', callWebhooks)
  return Math.min(messages, webhooks)
}
