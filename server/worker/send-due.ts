import { earliestOutgoing, type OutgoingQueue } from '#db/queries/due.ts'
import type { Runtime } from '../runtime.ts'
import { firstParts } from './each-part.ts'

const BATCH = 200
const WIDTH = 4

export type Send = (args: { runtime: Runtime; part: number; now: Date; limit: number }) => Promise<number>

/** Works through what is due of one queue; returns milliseconds until the next, 0 when there is more now. */
export async function sendDue(
  runtime: Runtime,
  now: () => Date,
  queue: OutgoingQueue,
  send: Send,
): Promise<number> {
  const at = now()
  const waiting = await earliestOutgoing(runtime.sql, queue)
  const due = waiting
    .filter((one) => one.at <= at)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ part }) => part)
  const sent = await firstParts(due, WIDTH, (part) => send({ runtime, part, now: at, limit: BATCH }))
  if (sent > 0) return 0
  const next = waiting.filter((one) => one.at > at).map((one) => one.at.getTime() - now().getTime())
  return Math.max(1, Math.min(1_000, ...next))
}
