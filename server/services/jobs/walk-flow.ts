import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { type FlowStanding, flowStanding } from '#db/queries/flows.ts'
import type { Place } from '#db/queries/people-inside.ts'
import type { Json } from '#flows/json.ts'
import { inTransaction } from '../in-transaction.ts'
import type { Work } from './job-run.ts'

const Walk = z.object({
  after: z.object({ part: z.int(), id: z.string() }).nullable(),
  people: z.int(),
  due: z.int(),
  total: z.int(),
  totalDue: z.int(),
})
/** How far a walk has come: the last place, how many people were met, and how many of them were due. */
export type Walk = z.infer<typeof Walk>

export interface WalkArgs {
  /** Whether the flow still stands as it did when the walk was decided; the walk ends where it does not. */
  stands: (flow: FlowStanding) => boolean
  /** How many people it will meet, and how many of them are due. */
  count: () => Promise<{ total: number; due?: number }>
  /** Does the next batch; `last` null says that there was none. */
  batch: (
    tx: Tx,
    walk: Walk,
    flow: FlowStanding,
  ) => Promise<{ last: Place | null; people: number; due?: number }>
}

/**
 * Walks the people inside a job's flow in order, batch by batch. Each batch and its place are one transaction, which holds
 * the flow as it stands: whatever is lost in between, each person is met once.
 */
export async function walkFlow(work: Work, { stands, count, batch }: WalkArgs): Promise<Json> {
  const { flowId } = work
  if (flowId === null) throw new Error('The job names no flow')
  let walk = work.checkpoint === null ? await begin(count) : Walk.parse(work.checkpoint)
  for (;;) {
    await work.check()
    const next = await inTransaction(work.sql, [], async (tx) => {
      const flow = await flowStanding(tx, flowId)
      if (flow === null || !stands(flow)) return 'overtaken'
      const { last, people, due = 0 } = await batch(tx, walk, flow)
      if (last === null) return 'over'
      const at = {
        ...walk,
        after: { part: last.part, id: last.id },
        people: walk.people + people,
        due: walk.due + due,
      }
      await work.save({ progress: progressOf(at), checkpoint: at }, tx)
      return at
    })
    if (next === 'over') return { people: walk.people }
    if (next === 'overtaken') return { people: walk.people, overtaken: true }
    walk = next
  }
}

async function begin(count: WalkArgs['count']): Promise<Walk> {
  const { total, due = 0 } = await count()
  return { after: null, people: 0, due: 0, total, totalDue: due }
}

const progressOf = ({ people, total }: Walk) => Math.min(1, people / Math.max(1, total))
