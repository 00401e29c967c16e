import type { Sql, Tx } from '#db/client.ts'
import {
  claimDateEntries,
  type DateEntry,
  type DueEntry,
  moveDateEntries,
  setDateEntries,
} from '#db/queries/date-entries.ts'
import { liveVersions, liveVersionsOf, type Version } from '#db/queries/flow-versions.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { lockActiveRuns, startedTriggers } from '#db/queries/runs.ts'
import { workspaceZones } from '#db/queries/zones.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import type { Trigger } from '#flows/graph/flow.ts'
import { readPath } from '#flows/json.ts'
import { profileFields } from '#flows/profile-fields.ts'
import { nextOccurrence, zoneFor } from '#flows/schedule/calendar.ts'
import { inTransaction } from '../in-transaction.ts'
import { idOfOccurrence } from './group-causes.ts'
import { found } from './held.ts'
import { RunBatch } from './run-batch.ts'
import { settleRuns } from './settle-runs.ts'
import { type Cause, startCaused } from './start-caused.ts'
import type { Written } from './write-runs.ts'

type DateTrigger = Extract<Trigger, { kind: 'date' }>

/** When a person enters a flow by its date trigger next, after an instant; null where there is no such instant. */
export function nextEntry(
  trigger: DateTrigger,
  profile: StoredProfile,
  zone: string,
  after: Date,
): Date | null {
  const fields = profileFields(profile)
  const value = readPath({ profile: fields }, trigger.date) ?? readPath(fields, trigger.date)
  const at = nextOccurrence(trigger, value, zoneFor(trigger.zone, fields, zone), after.getTime())
  return at === null ? null : new Date(at)
}

/** Sets the timers that people have for the date triggers among live versions. */
export async function refreshDateEntries(
  tx: Tx | Sql,
  live: Version[],
  people: StoredProfile[],
  now: Date,
): Promise<void> {
  const dated = live.flatMap((version) => {
    const { trigger } = version.flow
    return trigger?.kind === 'date' ? [{ version, trigger }] : []
  })
  if (dated.length === 0 || people.length === 0) return
  const zones = await workspaceZones(tx, [...new Set(dated.map(({ version }) => version.workspaceId))])
  const entries = dated.flatMap(({ version, trigger }) =>
    people
      .filter(({ workspaceId }) => workspaceId === version.workspaceId)
      .map((profile): DateEntry => {
        const dueAt = nextEntry(trigger, profile, zones.get(version.workspaceId) ?? 'UTC', now)
        return { flowId: version.flowId, workspaceId: version.workspaceId, profileId: profile.id, dueAt }
      }),
  )
  await setDateEntries(tx, entries, now)
}

/** The same, with the live versions of the people's workspaces. */
export async function refreshDateEntriesOf(tx: Tx, people: StoredProfile[], now: Date): Promise<void> {
  const live = await liveVersions(tx, [...new Set(people.map(({ workspaceId }) => workspaceId))])
  await refreshDateEntries(tx, live, people, now)
}

/** Lets the people of one part whose date has come into their flows, each once for each time it comes round. */
export async function enterByDate(args: {
  sql: Sql
  part: number
  now: Date
  limit: number
}): Promise<Written & { claimed: number }> {
  const { sql, part, now, limit } = args
  return inTransaction(sql, [], async (tx) => {
    const due = await claimDateEntries(tx, part, now, limit)
    if (due.length === 0) return { claimed: 0, messages: 0, webhooks: 0 }
    const versions = await liveVersionsOf(
      tx,
      [...new Set(due.map(({ workspaceId }) => workspaceId))],
      [...new Set(due.map(({ flowId }) => flowId))],
    )
    const profiles = await loadProfiles(
      tx,
      due.map(({ workspaceId, profileId }) => ({ workspaceId, id: profileId })),
      true,
    )
    const batch = new RunBatch(tx, profiles)
    await batch.hold((await lockActiveRuns(tx, [...profiles.values()])).map((run) => found(run, now)))
    const causes = due.flatMap((entry) => causeOf(entry, versions, profiles))
    const known = await startedTriggers(
      tx,
      part,
      causes.flatMap(({ event }) => event?.id ?? []),
    )
    await startCaused(
      batch,
      causes.filter(({ event }) => event !== null && !known.has(event.id)),
      now,
    )
    const written = await settleRuns(batch, now)
    const zones = await workspaceZones(tx, [...new Set(due.map(({ workspaceId }) => workspaceId))])
    const next = due.map((entry): DateEntry => {
      const version = versions.find(({ flowId }) => flowId === entry.flowId)
      const profile = profiles.get(entry.profileId)
      const trigger = version?.flow.trigger
      const dueAt =
        trigger?.kind === 'date' && profile
          ? nextEntry(trigger, profile, zones.get(entry.workspaceId) ?? 'UTC', now)
          : null
      return { ...entry, dueAt }
    })
    await moveDateEntries(tx, part, next)
    return { claimed: due.length, ...written }
  })
}

function causeOf(entry: DueEntry, versions: Version[], profiles: Map<string, StoredProfile>): Cause[] {
  const version = versions.find(({ flowId }) => flowId === entry.flowId)
  const profile = profiles.get(entry.profileId)
  const trigger = version?.flow.trigger
  if (version === undefined || profile === undefined || trigger?.kind !== 'date') return []
  const event: FlowEvent = {
    id: idOfOccurrence('date', entry.flowId, entry.profileId, entry.dueAt.toISOString()),
    name: 'Date Reached',
    time: entry.dueAt.getTime(),
    properties: { date: trigger.date },
    value: null,
    currency: null,
  }
  return [{ version, profile, event, by: 'otherwise', depth: 0, once: true }]
}
