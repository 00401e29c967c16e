import type { Sql, Tx } from '../client.ts'
import { RUN_COLUMNS, type RunRow, type StoredRun, storedRun } from './runs.ts'

/** A run's place in the order in which the people inside a flow are walked. */
export interface Place {
  part: number
  id: string
}

/** Which of the people inside a flow. */
export interface Inside {
  flowId: string
  statuses: readonly ('waiting' | 'held')[]
  /** Who stands on one of these; everybody without. */
  nodes?: readonly string[]
  /** Who is not in this version. */
  outside?: string
}

const matching = (sql: Sql | Tx, { flowId, statuses, nodes, outside }: Inside) => sql`
  flow_id = ${flowId} and status in ('waiting', 'held') and status = any(${[...statuses]}::text[])
  ${nodes ? sql`and node = any(${[...nodes]}::text[])` : sql``}
  ${outside ? sql`and version_id <> ${outside}` : sql``}`

const beyond = (sql: Sql | Tx, after: Place | null) =>
  after === null ? sql`` : sql`and (part, id) > (${after.part}, ${after.id}::uuid)`

/** How many there are; counting ends at `most`. */
export async function countInside(sql: Sql | Tx, who: Inside, most?: number): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from (
      select 1 from runs where ${matching(sql, who)} ${most === undefined ? sql`` : sql`limit ${most}`}) r`
  return row!.n
}

export interface InsideRef extends Place {
  workspaceId: string
  profileId: string
}

/** The next of them after a place; nothing is locked. */
export function nextInside(tx: Tx, who: Inside, after: Place | null, limit: number): Promise<InsideRef[]> {
  return tx<InsideRef[]>`
    select part, id, workspace_id as "workspaceId", profile_id as "profileId" from runs
    where ${matching(tx, who)} ${beyond(tx, after)} order by part, id limit ${limit}`
}

/** Locks those of the given runs that still are among them, in order. */
export async function lockInside(tx: Tx, who: Inside, runs: Place[]): Promise<StoredRun[]> {
  const rows = await tx<RunRow[]>`
    select ${tx.unsafe(RUN_COLUMNS)} from runs
    where (part, id) in (select * from unnest(${runs.map((r) => r.part)}::smallint[], ${runs.map((r) => r.id)}::uuid[]))
      and ${matching(tx, who)}
    order by part, id for update`
  return rows.map(storedRun)
}

/** Freezes the next waiting runs of a flow where they stand; returns their places in order. */
export async function freezeNext(
  tx: Tx,
  flowId: string,
  after: Place | null,
  limit: number,
): Promise<Place[]> {
  const who = { flowId, statuses: ['waiting'] } as const
  return tx<Place[]>`
    with batch as (
      select part, id from runs where ${matching(tx, who)} ${beyond(tx, after)} order by part, id limit ${limit} for update),
    frozen as (update runs r set status = 'held' from batch b where r.part = b.part and r.id = b.id)
    select part, id from batch order by part, id`
}

/** A frozen run, as far as thawing needs it. */
export interface FrozenRun extends Place {
  wakeAt: Date | null
  /** It kept inputs. */
  kept: boolean
  /** It waits for a person's look at its message, and nothing else. */
  inReview: boolean
}

/** Locks the next held runs of a flow. */
export function lockFrozen(tx: Tx, flowId: string, after: Place | null, limit: number): Promise<FrozenRun[]> {
  return tx<FrozenRun[]>`
    select part, id, wake_at as "wakeAt", pending is not null as kept,
      pending is null and coalesce(state #>> '{position,waiting,kind}' = 'review', false) as "inReview"
    from runs where ${matching(tx, { flowId, statuses: ['held'] })} ${beyond(tx, after)}
    order by part, id limit ${limit} for update`
}

/** Lets locked runs go on, each from its instant. */
export async function thaw(tx: Tx, runs: (Place & { wakeAt: Date | null })[]): Promise<void> {
  if (runs.length === 0) return
  await tx`
    update runs r set status = 'waiting', wake_at = u.wake_at
    from unnest(${runs.map((r) => r.part)}::smallint[], ${runs.map((r) => r.id)}::uuid[],
      ${runs.map((r) => r.wakeAt?.toISOString() ?? null)}::timestamptz[]) u(part, id, wake_at)
    where r.part = u.part and r.id = u.id and r.status = 'held'`
}

/** How many of a flow's held runs are frozen, and how many of these fell due or kept inputs. */
export async function countFrozen(
  sql: Sql | Tx,
  flowId: string,
  now: Date,
): Promise<{ frozen: number; due: number }> {
  const [row] = await sql<{ frozen: number; due: number }[]>`
    select count(*)::int as frozen, (count(*) filter (where wake_at <= ${now} or pending is not null))::int as due
    from runs where ${matching(sql, { flowId, statuses: ['held'] })}
      and (pending is not null or state #>> '{position,waiting,kind}' is distinct from 'review')`
  return row!
}

/** Takes the messages that wait for a person's look and that runs have left behind out of the way. */
export async function discardReviews(
  tx: Tx,
  messages: { part: number; runId: string; node: string; visit: number }[],
  reason: string,
): Promise<void> {
  if (messages.length === 0) return
  await tx`
    update messages m set status = 'discarded', reason = ${reason}
    from unnest(${messages.map((m) => m.part)}::smallint[], ${messages.map((m) => m.runId)}::uuid[],
      ${messages.map((m) => m.node)}::text[], ${messages.map((m) => m.visit)}::int[]) u(part, run_id, node, visit)
    where m.part = u.part and m.run_id = u.run_id and m.node = u.node and m.visit = u.visit and m.status = 'review'`
}

/** People inside versions of a flow, by the step they stand on; null for who has not come to one. */
export interface StandingRow {
  node: string | null
  waiting: number
  versions: number[]
}

/** Where the people inside a flow stand, apart from those in the version `outside`. */
export function whereInside(sql: Sql | Tx, flowId: string, outside: string | null): Promise<StandingRow[]> {
  return sql<StandingRow[]>`
    select r.node, sum(r.n)::int as waiting, array_agg(v.number order by v.number) as versions
    from (select node, version_id, count(*) as n from runs
      where flow_id = ${flowId} and status in ('waiting', 'held')
        ${outside === null ? sql`` : sql`and version_id <> ${outside}`}
      group by 1, 2) r
    join flow_versions v on v.id = r.version_id
    group by r.node order by r.node`
}
