import { liveVersionsOf } from '#db/queries/flow-versions.ts'
import { identifiersOf } from '#db/queries/people.ts'
import { wake } from '#db/queries/wake.ts'
import type { Identifiers } from '#flows/events/accepted-event.ts'
import type { IncomingEvent } from '#flows/events/incoming-event.ts'
import { EVENT_LIMITS } from '#flows/events/limits.ts'
import type { Effect } from '#flows/interpreter/effects.ts'
import { MOST_DEPTH } from '#flows/nodes/enter-flow.ts'
import { inboxRows } from '../events/inbox-rows.ts'
import { storeRows } from '../events/recorder.ts'
import { changeLists, type ListStep } from './change-lists.ts'
import type { Held } from './held.ts'
import type { RunBatch } from './run-batch.ts'
import { type Cause, startCaused } from './start-caused.ts'
import { type Written, writeRuns } from './write-runs.ts'

/**
 * Ends a batch: follows what its runs did to lists and to other flows, which may start runs that do the same, and stores
 * everything with the trace and the outbox. The people of runs that enter another flow must be locked.
 */
export async function settleRuns(batch: RunBatch, now: Date): Promise<Written> {
  const emitted = await followEffects(batch, now)
  const written = await writeRuns(batch.tx, batch)
  for (const [workspaceId, events] of emitted) {
    await storeRows(batch.tx, inboxRows(workspaceId, events, now.getTime()))
  }
  if (emitted.size > 0) await wake(batch.tx, 'route')
  return written
}

/** Whether any run of the batch did something that may start another. */
export function entersOthers(held: Held): boolean {
  return held.effects.slice(held.followed).some(({ kind }) => kind === 'enter_flow' || kind === 'list')
}

async function followEffects(batch: RunBatch, now: Date): Promise<Map<string, IncomingEvent[]>> {
  const emitted = new Map<string, IncomingEvent[]>()
  for (let round = 0; round <= MOST_DEPTH + 1; round++) {
    const fresh = takeFresh(batch)
    if (fresh.length === 0) break
    for (const one of fresh) await emit(batch, one, emitted, now)
    const causes = [...(await entries(batch, fresh)), ...(await changeLists(batch, listSteps(fresh), now))]
    for (const wave of onceEach(causes)) await startCaused(batch, wave, now)
  }
  return emitted
}

interface Fresh {
  held: Held
  effect: Effect
}

function takeFresh(batch: RunBatch): Fresh[] {
  return [...batch.runs.values()].flatMap((held) => {
    const fresh = held.effects.slice(held.followed)
    held.followed = held.effects.length
    return fresh.map((effect) => ({ held, effect }))
  })
}

function listSteps(fresh: Fresh[]): ListStep[] {
  return fresh.flatMap(({ held, effect }) => (effect.kind === 'list' ? [{ held, effect }] : []))
}

/** Causes in groups with at most one a person and flow, so that each sees the runs of those before it. */
function onceEach(causes: Cause[]): Cause[][] {
  const waves: Cause[][] = []
  const seen = new Map<string, number>()
  for (const cause of causes) {
    const id = `${cause.profile.id} ${cause.version.flowId}`
    const wave = seen.get(id) ?? 0
    seen.set(id, wave + 1)
    waves[wave] ??= []
    waves[wave].push(cause)
  }
  return waves
}

async function entries(batch: RunBatch, fresh: Fresh[]): Promise<Cause[]> {
  const entering = fresh.flatMap(({ held, effect }) =>
    effect.kind === 'enter_flow' ? [{ held, effect }] : [],
  )
  if (entering.length === 0) return []
  const versions = await liveVersionsOf(
    batch.tx,
    [...new Set(entering.map(({ held }) => held.workspaceId))],
    [...new Set(entering.map(({ effect }) => effect.flow))],
  )
  return entering.flatMap(({ held, effect }): Cause[] => {
    const version = versions.find((one) => one.flowId === effect.flow && one.workspaceId === held.workspaceId)
    if (version === undefined || !batch.knows(held.run.profileId)) return []
    return [
      {
        version,
        profile: batch.profile(held.run.profileId),
        event: held.run.trigger,
        by: 'otherwise',
        depth: (held.run.depth ?? 0) + 1,
        once: false,
      },
    ]
  })
}

/** An event that a step made of a person goes the way of every event: into the inbox, once for each visit of the step. */
async function emit(
  batch: RunBatch,
  { held, effect }: Fresh,
  emitted: Map<string, IncomingEvent[]>,
  now: Date,
): Promise<void> {
  if (effect.kind !== 'emit_event' || !batch.knows(held.run.profileId)) return
  const identifiers = await namesOf(batch, held)
  if (Object.keys(identifiers).length === 0) return
  const event: IncomingEvent = {
    key: `emitted ${held.run.id} ${effect.node} ${effect.visit}`.slice(0, EVENT_LIMITS.idLength),
    event: effect.event,
    time: now.toISOString(),
    identifiers,
    profile: {},
    properties: effect.properties,
    value: null,
    currency: null,
    backfill: false,
  }
  emitted.set(held.workspaceId, [...(emitted.get(held.workspaceId) ?? []), event])
}

async function namesOf(batch: RunBatch, held: Held): Promise<Identifiers> {
  const { external_id, email, phone } = batch.profile(held.run.profileId)
  if (external_id) return { external_id }
  if (email) return { email }
  if (phone) return { phone }
  const known = await identifiersOf(batch.tx, { workspaceId: held.workspaceId, id: held.run.profileId })
  return Object.fromEntries(known.slice(0, 1).map(({ kind, value }) => [kind, value]))
}
