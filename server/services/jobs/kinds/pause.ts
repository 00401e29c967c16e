import { countInside, freezeNext } from '#db/queries/people-inside.ts'
import type { Json } from '#flows/json.ts'
import type { Work } from '../job-run.ts'
import { walkFlow } from '../walk-flow.ts'

const BATCH = 2_000

/** Freezes the people inside a paused flow where they stand. Until then the flow's status alone keeps them from moving. */
export function pause(work: Work): Promise<Json> {
  const flowId = work.flowId!
  return walkFlow(work, {
    stands: ({ status }) => status === 'paused',
    count: async () => ({ total: await countInside(work.sql, { flowId, statuses: ['waiting'] }) }),
    batch: async (tx, { after }) => {
      const frozen = await freezeNext(tx, flowId, after, BATCH)
      return { last: frozen.at(-1) ?? null, people: frozen.length }
    },
  })
}
