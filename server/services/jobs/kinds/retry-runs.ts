import { z } from 'zod'
import { countFailed, lockFailedRuns } from '#db/queries/failed-runs.ts'
import { flowStanding } from '#db/queries/flows.ts'
import { wake } from '#db/queries/wake.ts'
import type { Json } from '#flows/json.ts'
import { inTransaction } from '../../in-transaction.ts'
import { retryFailed } from '../../runs/retry-failed.ts'
import type { Work } from '../job-run.ts'

const BATCH = 500

/** Runs that fail later than this instant, milliseconds since 1970, are not tried again once more. */
const RetryInput = z.object({ until: z.number() })

const Retried = z.object({
  at: z.number(),
  id: z.string(),
  seen: z.int(),
  retried: z.int(),
})
type Retried = z.infer<typeof Retried>

/** Lets the failed runs of a flow try again, batch by batch; the result says how many could. */
export async function retryRuns(work: Work): Promise<Json> {
  const flowId = work.flowId!
  const until = new Date(RetryInput.parse(work.input).until)
  const total = await work.sql.begin((tx) => countFailed(tx, flowId, until))
  let done = work.checkpoint === null ? null : Retried.parse(work.checkpoint)
  const all = (done?.seen ?? 0) + total
  for (;;) {
    await work.check()
    const next = await inTransaction(work.sql, [], async (tx): Promise<Retried | null> => {
      const flow = await flowStanding(tx, flowId)
      if (flow === null || flow.status === 'archived') return null
      const after = done && { at: new Date(done.at), id: done.id }
      const runs = await lockFailedRuns(tx, { flowId, until, after, limit: BATCH })
      const last = runs.at(-1)
      if (last === undefined) return null
      const count = await retryFailed(tx, runs, { paused: flow.status === 'paused', now: work.now() })
      const at: Retried = {
        at: last.endedAt.getTime(),
        id: last.run.id,
        seen: (done?.seen ?? 0) + runs.length,
        retried: (done?.retried ?? 0) + count,
      }
      await wake(tx, 'advance')
      await work.save({ progress: at.seen / Math.max(1, all), checkpoint: at }, tx)
      return at
    })
    if (next === null) return { retried: done?.retried ?? 0 }
    done = next
  }
}
