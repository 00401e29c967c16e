import { markUncertain } from '#db/queries/messages-due.ts'
import type { Runtime } from '../../runtime.ts'
import { handOver } from './hand-over.ts'
import { prepareMessages } from './prepare.ts'

/**
 * Sends the due messages of some parts: checks, renders and stores them, then hands them to their providers. Returns how many
 * were taken; there may be more. Safe to kill at any moment and to run in several processes.
 */
export async function deliverBatch(args: {
  runtime: Runtime
  parts: number[]
  now: Date
  limit: number
}): Promise<number> {
  const { runtime, parts, now } = args
  const batch = await prepareMessages(args)
  await handOver({ runtime, now, batch })
  // a part that is due without a message to take has some whose sender did not come back
  const uncertain = await Promise.all(
    parts
      .filter((part) => !batch.claimedParts.has(part))
      .map((part) => markUncertain(runtime.sql, part, now)),
  )
  return batch.claimed + uncertain.reduce((sum, count) => sum + count, 0)
}
