import { z } from 'zod'
import { countInside } from '#db/queries/people-inside.ts'
import { writeProfiles } from '#db/queries/profiles.ts'
import { wake } from '#db/queries/wake.ts'
import type { Input } from '#flows/interpreter/run-state.ts'
import type { Json } from '#flows/json.ts'
import type { Held } from '../../runs/held.ts'
import { settleRuns } from '../../runs/settle-runs.ts'
import type { Work } from '../job-run.ts'
import { discardReviewsOf, takeInside } from '../take-inside.ts'
import { walkFlow } from '../walk-flow.ts'

const BATCH = 500

const Move = z.discriminatedUnion('do', [
  z.object({ do: z.literal('move'), to: z.string() }),
  z.object({ do: z.literal('reschedule') }),
  z.object({ do: z.literal('exit') }),
])

/** The version that people come to, and what becomes of those on each step of older ones. */
const MoveInput = z.object({ versionId: z.uuid(), people: z.record(z.string(), Move) })
type MoveInput = z.infer<typeof MoveInput>

const REASON = 'edited'

/**
 * Brings the people on some steps of older versions over to a new one, as its publisher decided. Frozen runs stay frozen
 * there; what runs had kept they keep. Ends where the flow was published anew: then other choices hold.
 */
export function movePeople(work: Work): Promise<Json> {
  const { versionId, people } = MoveInput.parse(work.input)
  const who = {
    flowId: work.flowId!,
    statuses: ['waiting', 'held'],
    nodes: Object.keys(people),
    outside: versionId,
  } as const
  return walkFlow(work, {
    stands: ({ status, liveVersionId }) => status !== 'archived' && liveVersionId === versionId,
    count: async () => ({ total: await countInside(work.sql, who) }),
    batch: async (tx, { after }, { status }) => {
      const now = work.now()
      const bring = (held: Held) => {
        held.versionId = versionId
        held.frozen = status === 'paused'
        forgetFailure(held)
      }
      const { batch, runs, last } = await takeInside(tx, who, { after, limit: BATCH, now }, bring)
      await discardReviewsOf(tx, runs, REASON)
      const waiting = new Map(runs.map((held) => [held, held.step]))
      await batch.give(
        runs.flatMap((held) => {
          const input = inputFor(held, people)
          return input === null ? [] : [{ held, input }]
        }),
        now,
      )
      for (const held of runs) arrive(held, waiting.get(held)!, now)
      const changed = [...batch.updates.keys()].map((id) => batch.profile(id))
      if (changed.length > 0) await writeProfiles(tx, { created: [], changed }, now)
      await settleRuns(batch, now)
      await wake(tx, 'advance')
      await wake(tx, 'deliver')
      return { last, people: runs.length }
    },
  })
}

function inputFor({ run }: Held, people: MoveInput['people']): Input | null {
  const choice = run.position.kind === 'node' ? people[run.position.node] : undefined
  switch (choice?.do) {
    case 'move':
      return { kind: 'move', to: choice.to }
    case 'reschedule':
      return { kind: 'reschedule' }
    case 'exit':
      return { kind: 'leave', reason: REASON }
    default:
      return null
  }
}

/** What the step that is left behind could not take in is left behind too; events are kept. */
function forgetFailure(held: Held): void {
  if (held.attempts === 0) return
  held.pending = held.pending.filter(({ kind }) => kind === 'event')
  held.attempts = 0
  held.error = null
}

/** A run that its choice left as it was is in the new version all the same; one that kept something takes it in soon. */
function arrive(held: Held, step: number, now: Date): void {
  if (held.step === step) held.step += 1
  held.changed = true
  if (held.pending.length > 0 && !held.frozen && !held.stuck && held.run.position.kind !== 'ended')
    held.wakeAt = now
}
