import { markUncertain } from '#db/queries/messages-due.ts'
import type { Runtime } from '../../runtime.ts'
import { handOver } from './hand-over.ts'
import { prepareMessages } from './prepare.ts'

/**
 * Sends the due messages of one part: checks, renders and stores them, then hands them to their providers. Returns how many
 * were taken; `limit` of them means that there may be more. Safe to kill at any moment and to run in several processes.
 */
export async function deliverBatch(args: {
  runtime: Runtime
  part: number
  now: Date
  limit: number
}): Promise<number> {
  const { runtime, part, now } = args
  const batch = await prepareMessages(args)
  if (batch.ready.length > 0) await handOver({ runtime, part, now, batch })
  // a part that is due without a message to take has some whose sender did not come back
  return batch.claimed > 0 ? batch.claimed : markUncertain(runtime.sql, part, now)
}
