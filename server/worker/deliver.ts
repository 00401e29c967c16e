import type { Runtime } from '../runtime.ts'
import { callWebhooks } from '../services/messages/call-webhooks.ts'
import { deliverBatch } from '../services/messages/deliver.ts'
import { sendDue } from './send-due.ts'

/** Sends the messages that are due; returns milliseconds until the next, 0 when there is more now. */
export function deliverTurn(runtime: Runtime, now: () => Date): Promise<number> {
  return sendDue(runtime, now, 'messages', deliverBatch)
}

/** Makes the webhook calls that are due; a slow receiver keeps no message waiting. Returns what `deliverTurn` does. */
export function callTurn(runtime: Runtime, now: () => Date): Promise<number> {
  return sendDue(runtime, now, 'webhook_calls', callWebhooks)
}
