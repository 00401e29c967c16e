import type { Tx } from '#db/client.ts'
import { countInside } from '#db/queries/people-inside.ts'
import type { Json } from '#flows/json.ts'
import { settleRuns } from '../../runs/settle-runs.ts'
import type { Work } from '../job-run.ts'
import { discardReviewsOf, takeInside } from '../take-inside.ts'
import { type Walk, walkFlow } from '../walk-flow.ts'

const BATCH = 500

/** Lets everyone inside an archived flow leave, with reason `archived`. */
export function archive(work: Work): Promise<Json> {
  const who = { flowId: work.flowId!, statuses: ['waiting', 'held'] } as const
  return walkFlow(work, {
    stands: ({ status }) => status === 'archived',
    count: async () => ({ total: await countInside(work.sql, who) }),
    batch: async (tx: Tx, { after }: Walk) => {
      const now = work.now()
      const { batch, runs, last } = await takeInside(tx, who, { after, limit: BATCH, now })
      await discardReviewsOf(tx, runs, 'archived')
      await batch.give(
        runs.map((held) => ({ held, input: { kind: 'leave', reason: 'archived' } })),
        now,
      )
      await settleRuns(batch, now)
      return { last, people: runs.length }
    },
  })
}
