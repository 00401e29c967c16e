import { earliestOutgoing } from '#db/queries/due.ts'
import type { Runtime } from '../runtime.ts'
import { callWebhooks } from '../services/messages/call-webhooks.ts'
import { deliverBatch } from '../services/messages/deliver.ts'
import { Lanes } from './lanes.ts'
import { sendDue } from './send-due.ts'

const BATCH = 200
const WIDTH = 4

/**
 * Turns that send the messages that are due, the parts that wait longest first; a slow provider keeps only its own lane. `onFree`
 * is told whenever a lane can take more. A turn returns milliseconds until the next is worth while.
 */
export function delivering(
  runtime: Runtime,
  now: () => Date,
  onFree: () => void,
): { turn: () => Promise<number>; end: () => Promise<void> } {
  const lanes = new Lanes(WIDTH, onFree)
  return {
    turn: async () => {
      if (lanes.full) return Number.POSITIVE_INFINITY
      const at = now()
      const waiting = (await earliestOutgoing(runtime.sql, 'messages')).sort(
        (a, b) => a.at.getTime() - b.at.getTime(),
      )
      const due = waiting.filter((one) => one.at <= at).map(({ part }) => part)
      const again = lanes.give(due, (parts) => deliverBatch({ runtime, parts, now: now(), limit: BATCH }))
      const next = waiting.find((one) => one.at > at)?.at.getTime() ?? Number.POSITIVE_INFINITY
      return Math.max(1, Math.min(again, next - now().getTime()))
    },
    end: () => lanes.end(),
  }
}

/** Makes the webhook calls that are due; a slow receiver keeps no message waiting. Returns what a turn of `delivering` does. */
export function callTurn(runtime: Runtime, now: () => Date): Promise<number> {
  return sendDue(runtime, now, 'webhook_calls', callWebhooks)
}
