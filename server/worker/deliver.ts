import { earliestOutgoing } from '#db/queries/due.ts'
import type { Runtime } from '../runtime.ts'
import { callWebhooks } from '../services/messages/call-webhooks.ts'
import { deliverBatch } from '../services/messages/deliver.ts'
import { eachPart } from './each-part.ts'

const BATCH = 200
const WIDTH = 4

/** Sends what is due; returns milliseconds until the next, 0 when there is more now. */
export async function deliverTurn(runtime: Runtime, now: () => Date): Promise<number> {
  const messages = await sendDue(runtime, now, 'messages', deliverBatch)
  const webhooks = await sendDue(runtime, now, 'webhook_calls', callWebhooks)
  return Math.min(messages, webhooks)
}

async function sendDue(
  runtime: Runtime,
  now: () => Date,
  table: 'messages' | 'webhook_calls',
  send: (args: { runtime: Runtime; part: number; now: Date; limit: number }) => Promise<number>,
): Promise<number> {
  const at = now()
  const queue = await earliestOutgoing(runtime.sql, table)
  const due = queue.filter((one) => one.at <= at).map(({ part }) => part)
  const sent = await eachPart(due, WIDTH, (part) => send({ runtime, part, now: at, limit: BATCH }))
  if (sent > 0) return 0
  const next = queue.filter((one) => one.at > at).map((one) => one.at.getTime() - now().getTime())
  return Math.max(1, Math.min(1_000, ...next))
}
