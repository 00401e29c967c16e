import type { Input, Run } from '#flows/interpreter/run-state.ts'
import type { Tx } from '../client.ts'
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
  /** Inputs that arrived and are not yet taken in, in order. */
  pending: Input[]
  run: Run
}

interface Row {
  part: number
  workspace_id: string
  version_id: string
  status: 'waiting' | 'held'
  step: number
  wake_at: Date | null
  pending: Input[] | null
  state: Run
}

const stored = (row: Row): StoredRun => ({
  part: row.part,
  workspaceId: row.workspace_id,
  versionId: row.version_id,
  status: row.status,
  step: row.step,
  wakeAt: row.wake_at,
  pending: row.pending ?? [],
  run: row.state,
})

/**
 * Claims the due runs of one part, oldest first. `floor` trails the oldest unclaimed timer, so that the index's dead
 * entries are not walked again; null looks at everything. Runs that another worker holds are passed over.
 */
export async function claimDueRuns(
  tx: Tx,
  { part, floor, until, limit }: { part: number; floor: Date | null; until: Date; limit: number },
): Promise<StoredRun[]> {
  const rows = await tx<Row[]>`
    select part, workspace_id, version_id, status, step, wake_at, pending, state from runs
    where part = ${part} and status = 'waiting' and wake_at <= ${until}
      ${floor === null ? tx`` : tx`and wake_at >= ${floor}`}
    order by wake_at limit ${limit} for update skip locked`
  return rows.map(stored)
}

/** Locks the active runs of people. */
export async function lockActiveRuns(tx: Tx, people: ProfileRef[]): Promise<StoredRun[]> {
  if (people.length === 0) return []
  const rows = await tx<Row[]>`
    select r.* from ${peopleOf(tx, people)}
    cross join lateral (
      select part, workspace_id, version_id, status, step, wake_at, pending, state from runs
      where part = u.part and profile_id = u.id and status in ('waiting', 'held') order by id for update) r`
  return rows.map(stored)
}

/** Each person once, always in the same order. */
function peopleOf(tx: Tx, people: ProfileRef[]) {
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

/** What people did before in flows: one row for each person, flow and key. */
export async function loadEntryHistory(
  tx: Tx,
  people: ProfileRef[],
  flowIds: string[],
): Promise<EntryHistory[]> {
  if (people.length === 0 || flowIds.length === 0) return []
  return tx<EntryHistory[]>`
    select u.id as "profileId", r.* from ${peopleOf(tx, people)}
    cross join lateral (
      select flow_id as "flowId", key, bool_or(status in ('waiting', 'held')) as active, max(started_at) as "lastStartedAt"
      from runs where part = u.part and profile_id = u.id and flow_id = any(${flowIds}::uuid[]) group by 1, 2) r`
}
