import type { Sql, Tx } from '#db/client.ts'
import { ensureEventMonths, timesWithoutMonth } from '#db/queries/event-months.ts'
import { insertEvents, type RoutedEvent } from '#db/queries/events.ts'
import { liveVersions, type Version } from '#db/queries/flow-versions.ts'
import { IdentifierTaken } from '#db/queries/identifiers.ts'
import { clearInbox, failInbox, type InboxRow, takeInbox } from '#db/queries/inbox.ts'
import { writeProfiles } from '#db/queries/profiles.ts'
import { loadEntryHistory, lockActiveRuns } from '#db/queries/runs.ts'
import { noteChanges } from '#db/queries/segments/checks.ts'
import { keyValue } from '#flows/events/match.ts'
import { PLACED_ORDER } from '#flows/events/vocabulary.ts'
import { reachesGoal } from '#flows/interpreter/advance.ts'
import { ANYTHING } from '#flows/interpreter/listens.ts'
import { creditOrders, type PlacedOrder } from '../attribution/credit-orders.ts'
import { noteSeenEvents, rememberSeen } from '../events/note-seen.ts'
import { inTransaction } from '../in-transaction.ts'
import { isOwnFault } from '../own-fault.ts'
import { type Resolved, resolveProfiles } from '../profiles/resolve-profiles.ts'
import { refreshDateEntries } from './date-entries.ts'
import { found, type Held, isActive } from './held.ts'
import { RunBatch } from './run-batch.ts'
import { settleRuns } from './settle-runs.ts'
import { type Cause, startCaused } from './start-caused.ts'
import type { Written } from './write-runs.ts'

export interface Routed extends Written {
  events: number
}

const NOTHING: Routed = { events: 0, messages: 0, webhooks: 0 }

/** The month of an event has no partition yet; it can't be made in the transaction that found that out. */
class MonthMissing extends Error {
  readonly times: Date[]
  constructor(times: Date[]) {
    super('The partitions of some events are still to be made')
    this.times = times
  }
}
/** How often months may turn out to be missing: each look may find other events. */
const MOST_MONTH_TRIES = 5

export interface RouteArgs {
  sql: Sql
  parts: number[]
  now: Date
  /** Events of all parts together; each part has an equal share of it. */
  limit: number
}

/**
 * Routes the oldest accepted events of some parts in one transaction: finds or makes their people, stores the events, wakes
 * the runs that wait for them, starts runs of live flows, credits orders, and clears them from the inbox.
 * An event that can't be routed never stops its neighbours: it is tried alone, and kept aside after five tries.
 */
export async function routeBatch(args: RouteArgs): Promise<Routed> {
  try {
    return await routeOnce(args)
  } catch (error) {
    if (!isOwnFault(error)) throw error
    return routeSingly(args)
  }
}

async function routeOnce(
  { sql, parts, now, limit }: RouteArgs,
  onTaken?: (rows: InboxRow[]) => void,
): Promise<Routed> {
  const share = Math.max(1, Math.floor(limit / parts.length))
  for (let tries = 1; ; tries++) {
    try {
      const { seen, ...routed } = await inTransaction(sql, [IdentifierTaken], async (tx) => {
        const rows = await takeInbox(tx, parts, share)
        onTaken?.(rows)
        const homeless = timesWithoutMonth(
          sql,
          rows.map(({ payload }) => new Date(payload.time)),
        )
        if (homeless.length > 0) throw new MonthMissing(homeless)
        return routeRows(tx, rows, now)
      })
      rememberSeen(seen, now)
      return routed
    } catch (error) {
      if (!(error instanceof MonthMissing) || tries === MOST_MONTH_TRIES) throw error
      await ensureEventMonths(sql, error.times)
    }
  }
}

async function routeSingly({ sql, parts, now, limit }: RouteArgs): Promise<Routed> {
  const total = { ...NOTHING }
  for (const part of parts) {
    for (let left = limit; left > 0; left--) {
      let row: InboxRow | undefined
      try {
        const one = await routeOnce({ sql, parts: [part], now, limit: 1 }, ([taken]) => {
          row = taken
        })
        if (one.events === 0) break
        for (const key of ['events', 'messages', 'webhooks'] as const) total[key] += one[key]
      } catch (error) {
        if (row === undefined || !isOwnFault(error)) throw error
        await failInbox(sql, row, error instanceof Error ? error.message : String(error))
      }
    }
  }
  return total
}

async function routeRows(tx: Tx, rows: InboxRow[], now: Date): Promise<Routed & { seen: Set<string> }> {
  if (rows.length === 0) return { ...NOTHING, seen: new Set() }
  const resolved = await resolveProfiles(
    tx,
    rows.map(({ workspaceId, payload }) => ({
      workspaceId,
      identifiers: payload.identifiers,
      changes: payload.profile,
      seenAt: payload.backfill ? null : new Date(payload.time),
      ...(payload.public ? { public: true } : {}),
    })),
    now,
  )
  const events = rows.map((row, index) => routedEvent(row, resolved[index]!))
  const people = [...new Map(resolved.map(({ profile }) => [profile.id, profile])).values()]
  const live = await liveVersions(tx, [...new Set(rows.map((row) => row.workspaceId))])
  const batch = new RunBatch(tx, new Map(people.map((person) => [person.id, person])))
  await batch.hold((await lockActiveRuns(tx, people)).map((run) => freezing(found(run, now), live)))
  const history = await loadEntryHistory(
    tx,
    people,
    live.filter(limitsEntry).map((version) => version.flowId),
    [...batch.runs.keys()],
  )
  const matters = (routed: RoutedEvent) => !routed.backfill && mattersTo(routed, live, batch)
  await insertEvents(
    tx,
    events.filter((routed) => !matters(routed)),
  )
  for (const wave of waves(events.filter(matters))) {
    await insertEvents(tx, wave)
    for (const routed of wave) batch.see(resolved[events.indexOf(routed)]!.profile)
    await wakeRuns(batch, wave, now)
    await startCaused(batch, causesOf(wave, live, batch), now, history)
  }
  const changed = [...batch.updates.keys()].map((id) => batch.profile(id))
  if (changed.length > 0) await writeProfiles(tx, { created: [], changed }, now)
  const written = await settleRuns(batch, now)
  await refreshDateEntries(
    tx,
    live,
    [...new Map(people.map(({ id }) => [id, batch.profile(id)])).values()],
    now,
  )
  await creditOrders(
    tx,
    events.filter(({ event, backfill }) => event.name === PLACED_ORDER && !backfill).map(placedOrder),
  )
  await noteChanges(
    tx,
    events.map(({ workspaceId, profileId, event }) => {
      return { workspaceId, profileId, cause: `event:${event.name}` as const }
    }),
    now,
  )
  const seen = await noteSeenEvents(tx, events, now)
  await clearInbox(tx, rows)
  return { events: rows.length, ...written, seen }
}

/** Whose flow is not live is frozen, also where their row does not say so yet. */
function freezing(held: Held, live: Version[]): Held {
  return { ...held, frozen: held.frozen || !live.some(({ flowId }) => flowId === held.run.flowId) }
}

const routedEvent = ({ workspaceId, payload, receivedAt }: InboxRow, { profile }: Resolved): RoutedEvent => ({
  part: profile.part,
  workspaceId,
  profileId: profile.id,
  key: payload.key,
  receivedAt,
  backfill: payload.backfill,
  event: {
    id: payload.id,
    name: payload.event,
    time: Date.parse(payload.time),
    properties: payload.properties,
    value: payload.value,
    currency: payload.currency,
  },
})

const placedOrder = ({ part, workspaceId, profileId, event }: RoutedEvent): PlacedOrder => ({
  part,
  workspaceId,
  profileId,
  eventId: event.id,
  time: new Date(event.time),
  amount: event.value,
  currency: event.currency,
  orderId: keyValue(event, 'order_id'),
})

/** What these events (at most one a person) trigger. */
function causesOf(events: RoutedEvent[], live: Version[], batch: RunBatch): Cause[] {
  return events.flatMap((routed) =>
    live
      .filter(({ workspaceId, flow }) => isTrigger(workspaceId, flow.trigger, routed))
      .map((version): Cause => {
        const profile = batch.profile(routed.profileId)
        return { version, profile, event: routed.event, by: 'event', depth: 0, once: true }
      }),
  )
}

const isTrigger = (workspaceId: string, trigger: Version['flow']['trigger'], routed: RoutedEvent) =>
  workspaceId === routed.workspaceId && trigger?.kind === 'event' && trigger.event === routed.event.name

const limitsEntry = ({ flow }: Version) =>
  flow.settings.reentry.mode === 'once' || flow.settings.reentry.mode === 'after'

/** Whether the event's order among this person's events can change what a flow does. */
function mattersTo(
  { workspaceId, profileId, event }: RoutedEvent,
  live: Version[],
  batch: RunBatch,
): boolean {
  if (live.some((version) => version.workspaceId === workspaceId && version.events.has(event.name)))
    return true
  return batch.runsOf(profileId).some((held) => {
    const { events } = batch.versionOf(held)
    return events.has(event.name) || events.has(ANYTHING)
  })
}

/** Splits events into waves with at most one event a person, each person's in the order they occurred. */
function waves(events: RoutedEvent[]): RoutedEvent[][] {
  const result: RoutedEvent[][] = []
  const taken = new Map<string, number>()
  for (const routed of [...events].sort((a, b) => a.event.time - b.event.time)) {
    const wave = taken.get(routed.profileId) ?? 0
    taken.set(routed.profileId, wave + 1)
    result[wave] ??= []
    result[wave].push(routed)
  }
  return result
}

/** Timers that were due before the event come first; then the event itself. A frozen run only takes in its goal. */
async function wakeRuns(batch: RunBatch, wave: RoutedEvent[], now: Date): Promise<void> {
  const eventOf = new Map(wave.map((routed) => [routed.profileId, routed.event]))
  const runs = wave.flatMap(({ profileId }) => batch.runsOf(profileId)).filter(isActive)
  const moving = runs.filter((held) => !held.frozen)
  const due = (held: (typeof runs)[number]) =>
    held.wakeAt !== null &&
    held.wakeAt <= now &&
    held.wakeAt.getTime() < eventOf.get(held.run.profileId)!.time
  await batch.catchUp(moving, due, now)
  const inputs = runs.filter(isActive).map((held) => ({
    held,
    input: { kind: 'event' as const, event: eventOf.get(held.run.profileId)! },
  }))
  const taken = inputs.filter(({ held, input }) => {
    if (!held.frozen) return true
    const goal = reachesGoal(batch.versionOf(held).flow, held.run, input.event, now.getTime())
    if (!goal && batch.versionOf(held).events.has(input.event.name)) batch.defer(held, input)
    return goal
  })
  await batch.give(taken, now)
}
