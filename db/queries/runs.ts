import { ANYTHING } from '#flows/interpreter/listens.ts'
import type { Input, Run } from '#flows/interpreter/run-state.ts'
import type { Sql, Tx } from '../client.ts'
import { partOf } from '../part.ts'
import type { ProfileRef } from './profiles.ts'

/** A run as it is stored, apart from the interpreter's own state in `run`. */
export interface StoredRun {
  part: number
  workspaceId: string
  versionId: string
  status: 'waiting' | 'held'
  step: number
  wakeAt: Date | null
  /** Failed tries of what it has to do next, and why the last one failed. */
  attempts: number
  error: string | null
  /** Its flow is paused: nothing but the goal reaches it. A run that waits for a review is held, and not frozen. */
  frozen: boolean
  /** Inputs that arrived and are not yet taken in, in order. */
  pending: Input[]
  run: Run
}

export interface RunRow {
  part: number
  workspace_id: string
  version_id: string
  status: 'waiting' | 'held'
  step: number
  wake_at: Date | null
  pending: Input[] | null
  attempts: number
  error: string | null
  state: Run
}

/** What `storedRun` reads. */
export const RUN_COLUMNS =
  'part, workspace_id, version_id, status, step, wake_at, pending, attempts, error, state'

export const storedRun = (row: RunRow): StoredRun => ({
  part: row.part,
  workspaceId: row.workspace_id,
  versionId: row.version_id,
  status: row.status,
  step: row.step,
  wakeAt: row.wake_at,
  attempts: row.attempts,
  error: row.error,
  frozen: row.status === 'held' && !isInReview(row.state),
  pending: row.pending ?? [],
  run: row.state,
})

/** Whether a person looks at the run's message before it goes on. */
export const isInReview = ({ position }: Run): boolean =>
  position.kind === 'node' && position.waiting.kind === 'review'

/**
 * Claims the due runs of one part, oldest first. `floor` trails the oldest unclaimed timer, so that the index's dead
 * entries are not walked again; null looks at everything. Runs that another worker holds are passed over.
 */
export async function claimDueRuns(
  tx: Tx,
  { part, floor, until, limit }: { part: number; floor: Date | null; until: Date; limit: number },
): Promise<StoredRun[]> {
  const rows = await tx<RunRow[]>`
    select ${tx.unsafe(RUN_COLUMNS)} from runs
    where part = ${part} and status = 'waiting' and wake_at <= ${until}
      ${floor === null ? tx`` : tx`and wake_at >= ${floor}`}
    order by wake_at limit ${limit} for update skip locked`
  return rows.map(storedRun)
}

/** Locks the active runs of people. */
export async function lockActiveRuns(tx: Tx, people: ProfileRef[]): Promise<StoredRun[]> {
  if (people.length === 0) return []
  const rows = await tx<RunRow[]>`
    select r.* from ${peopleOf(tx, people)}
    cross join lateral (
      select ${tx.unsafe(RUN_COLUMNS)} from runs
      where part = u.part and profile_id = u.id and status in ('waiting', 'held') order by id for update) r`
  return rows.map(storedRun)
}

/** Each person once, always in the same order. */
function peopleOf(tx: Sql | Tx, people: ProfileRef[]) {
  const wanted = [...new Map(people.map((person) => [person.id, person])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
  const parts = wanted.map((person) => partOf(person.workspaceId, person.id))
  return tx`unnest(${parts}::smallint[], ${wanted.map((person) => person.id)}::uuid[]) u(part, id)`
}

/** A person's runs of a flow and key, summed up for the re-entry rule. */
export interface EntryHistory {
  profileId: string
  flowId: string
  key: string | null
  active: boolean
  lastStartedAt: Date
}

/** What people did before in flows, apart from the runs in hand: one row for each person, flow and key. */
export async function loadEntryHistory(
  tx: Tx,
  people: ProfileRef[],
  flowIds: string[],
  exceptRuns: string[] = [],
): Promise<EntryHistory[]> {
  if (people.length === 0 || flowIds.length === 0) return []
  return tx<EntryHistory[]>`
    select u.id as "profileId", r.* from ${peopleOf(tx, people)}
    cross join lateral (
      select flow_id as "flowId", key, bool_or(status in ('waiting', 'held')) as active, max(started_at) as "lastStartedAt"
      from runs where part = u.part and profile_id = u.id and flow_id = any(${flowIds}::uuid[])
        ${exceptRuns.length === 0 ? tx`` : tx`and not id = any(${exceptRuns}::uuid[])`} group by 1, 2) r`
}

/** Lets a person's runs that wait for a condition on them judge it again: something about the person has changed. */
export async function pokeRuns(tx: Sql | Tx, people: ProfileRef[], now: Date): Promise<void> {
  if (people.length === 0) return
  await tx`
    update runs r set wake_at = least(r.wake_at, ${now})
    from ${peopleOf(tx, people)}
    where r.part = u.part and r.profile_id = u.id and r.status = 'waiting' and ${ANYTHING} = any(r.listens)`
}

/** A message that a person looked at. */
export interface Reviewed {
  part: number
  runId: string
  node: string
  visit: number
}

/** Gives runs that stand at a message the word of the person who looked at it; each goes on unless its flow is paused. */
export async function answerReviews(tx: Tx, reviewed: Reviewed[], sent: boolean, now: Date): Promise<void> {
  if (reviewed.length === 0) return
  const inputs = reviewed.map(({ node, visit }): Input => ({ kind: 'reviewed', node, visit, sent }))
  await tx`
    update runs r set pending = coalesce(r.pending, '[]'::jsonb) || jsonb_build_array(u.input),
      wake_at = ${now}, status = case when f.status = 'live' then 'waiting' else r.status end
    from unnest(${reviewed.map((r) => r.part)}::smallint[], ${reviewed.map((r) => r.runId)}::uuid[],
      ${inputs.map((input) => JSON.stringify(input))}::text[]::jsonb[]) u(part, id, input), flows f
    where r.part = u.part and r.id = u.id and r.status = 'held' and f.id = r.flow_id
      and r.state #>> '{position,waiting,kind}' = 'review' and r.state #> '{position,node}' = u.input -> 'node'
      and r.state #> '{position,visit}' = u.input -> 'visit'`
}

/** Which of these trigger events have made a run in this part already. */
export async function startedTriggers(tx: Tx, part: number, eventIds: string[]): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set()
  const rows = await tx<{ id: string }[]>`
    select trigger_event_id as id from runs where part = ${part} and trigger_event_id = any(${eventIds}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}
