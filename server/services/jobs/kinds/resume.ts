import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { countFrozen, lockFrozen, type Place, thaw } from '#db/queries/people-inside.ts'
import { writeProfiles } from '#db/queries/profiles.ts'
import { wake } from '#db/queries/wake.ts'
import type { Json } from '#flows/json.ts'
import type { Held } from '../../runs/held.ts'
import { settleRuns } from '../../runs/settle-runs.ts'
import type { Work } from '../job-run.ts'
import { takeInside } from '../take-inside.ts'
import { type Walk, walkFlow } from '../walk-flow.ts'

const HOUR_MS = 3_600_000
const BATCH = 1_000
/** Each of those who skip is advanced; the others only have their row changed. */
const SKIP_BATCH = 500

export const Backlog = z.discriminatedUnion('backlog', [
  z.object({ backlog: z.literal('send') }),
  z.object({ backlog: z.literal('skip') }),
  z.object({ backlog: z.literal('spread'), hours: z.int().min(1).max(168) }),
])
/** What becomes of steps that fell due while a flow was paused: they happen now, over some hours, or without their messages. */
export type Backlog = z.infer<typeof Backlog>

/** When the flow was opened again, milliseconds since 1970: what was due by then is its backlog. */
const Input = z.intersection(Backlog, z.object({ at: z.number() }))
type Input = z.infer<typeof Input>

/** Lets the people inside a flow that is live again go on, batch by batch. */
export function resume(work: Work): Promise<Json> {
  const flowId = work.flowId!
  const input = Input.parse(work.input)
  const at = new Date(input.at)
  return walkFlow(work, {
    stands: ({ status }) => status === 'live',
    count: async () => {
      const { frozen, due } = await countFrozen(work.sql, flowId, at)
      return { total: frozen, due }
    },
    batch: async (tx, walk) => {
      const done = await (input.backlog === 'skip' ? skipNext : thawNext)(tx, work, { flowId, input, walk })
      await wake(tx, 'advance')
      return done
    },
  })
}

interface Next {
  flowId: string
  input: Input
  walk: Walk
}

type Done = { last: Place | null; people: number; due: number }

async function thawNext(tx: Tx, work: Work, { flowId, input, walk }: Next): Promise<Done> {
  const runs = await lockFrozen(tx, flowId, walk.after, BATCH)
  const frozen = runs.filter(({ inReview }) => !inReview)
  let due = 0
  const going = frozen.map(({ part, id, wakeAt, kept }) => {
    const isDue = kept || (wakeAt !== null && wakeAt.getTime() <= input.at)
    if (!isDue) return { part, id, wakeAt }
    return { part, id, wakeAt: goesOnAt(input, walk.due + due++, walk.totalDue, work.now()) }
  })
  await thaw(tx, going)
  const last = runs.at(-1)
  return { last: last ? { part: last.part, id: last.id } : null, people: frozen.length, due }
}

/** When the `rank`th of `total` due runs goes on: now, or evenly over the hours, the first at once. */
function goesOnAt(input: Input, rank: number, total: number, now: Date): Date {
  if (input.backlog !== 'spread') return now
  const pause = (Math.min(rank, total) * input.hours * HOUR_MS) / Math.max(1, total)
  return new Date(input.at + Math.floor(pause))
}

/** Advances who is due; messages they come to are recorded as skipped. */
async function skipNext(tx: Tx, work: Work, { flowId, input, walk }: Next): Promise<Done> {
  const now = work.now()
  const at = new Date(input.at)
  const who = { flowId, statuses: ['held'] } as const
  const { batch, runs, last } = await takeInside(tx, who, { after: walk.after, limit: SKIP_BATCH, now })
  const moving = runs.filter(({ frozen, pending }) => frozen || pending.length > 0)
  for (const held of moving) unfreeze(held)
  const isDue = ({ wakeAt, pending }: Held) => pending.length > 0 || (wakeAt !== null && wakeAt <= at)
  const due = moving.filter(isDue)
  await batch.catchUp(due, (held) => held.wakeAt !== null && held.wakeAt <= at, now)
  for (const held of due) {
    held.effects = held.effects.map((effect) =>
      effect.kind === 'message' ? { ...effect, skip: effect.skip ?? 'paused' } : effect,
    )
  }
  const changed = [...batch.updates.keys()].map((id) => batch.profile(id))
  if (changed.length > 0) await writeProfiles(tx, { created: [], changed }, now)
  await settleRuns(batch, now)
  return { last, people: moving.length, due: due.length }
}

function unfreeze(held: Held): void {
  held.frozen = false
  held.step += 1
  held.changed = true
}
