import type { Sql, Tx } from '../client.ts'
import { partOf } from '../part.ts'

/** A date trigger's timer of one person; `dueAt` null takes it away. */
export interface DateEntry {
  flowId: string
  workspaceId: string
  profileId: string
  dueAt: Date | null
}

/** Sets people's timers. One that is due already and not yet taken stays: it is about to be. */
export async function setDateEntries(tx: Sql | Tx, entries: DateEntry[], now: Date): Promise<void> {
  const part = (entry: DateEntry) => partOf(entry.workspaceId, entry.profileId)
  const set = entries.filter(({ dueAt }) => dueAt !== null)
  const gone = entries.filter(({ dueAt }) => dueAt === null)
  if (gone.length > 0) {
    await tx`
      delete from date_entries d
      using unnest(${gone.map(part)}::smallint[], ${gone.map((e) => e.flowId)}::uuid[], ${gone.map((e) => e.profileId)}::uuid[])
        u(part, flow_id, profile_id)
      where d.part = u.part and d.flow_id = u.flow_id and d.profile_id = u.profile_id and d.due_at > ${now}`
  }
  if (set.length > 0) {
    await tx`
      insert into date_entries as d (part, flow_id, profile_id, workspace_id, due_at)
      select * from unnest(${set.map(part)}::smallint[], ${set.map((e) => e.flowId)}::uuid[],
        ${set.map((e) => e.profileId)}::uuid[], ${set.map((e) => e.workspaceId)}::uuid[],
        ${set.map((e) => e.dueAt!.toISOString())}::timestamptz[])
      on conflict (part, flow_id, profile_id) do update set due_at = excluded.due_at
      where d.due_at > ${now} and d.due_at <> excluded.due_at`
  }
}

export interface DueEntry {
  flowId: string
  workspaceId: string
  profileId: string
  dueAt: Date
}

/** Takes the timers of one part that are due; they stay locked until the transaction ends. */
export function claimDateEntries(tx: Tx, part: number, now: Date, limit: number): Promise<DueEntry[]> {
  return tx<DueEntry[]>`
    select flow_id as "flowId", workspace_id as "workspaceId", profile_id as "profileId", due_at as "dueAt"
    from date_entries where part = ${part} and due_at <= ${now}
    order by due_at limit ${limit} for update skip locked`
}

/** Gives timers that were taken their next instant, or ends them. */
export async function moveDateEntries(tx: Tx, part: number, entries: DateEntry[]): Promise<void> {
  await tx`
    with next as (
      select * from unnest(${entries.map((e) => e.flowId)}::uuid[], ${entries.map((e) => e.profileId)}::uuid[],
        ${entries.map((e) => e.dueAt?.toISOString() ?? null)}::timestamptz[]) u(flow_id, profile_id, due_at)
    ), ended as (
      delete from date_entries d using next n
      where d.part = ${part} and d.flow_id = n.flow_id and d.profile_id = n.profile_id and n.due_at is null)
    update date_entries d set due_at = n.due_at from next n
    where d.part = ${part} and d.flow_id = n.flow_id and d.profile_id = n.profile_id and n.due_at is not null`
}

/** Forgets every timer of a flow in one part. */
export async function dropDateEntries(tx: Sql | Tx, part: number, flowId: string): Promise<void> {
  await tx`delete from date_entries where part = ${part} and flow_id = ${flowId}`
}

/** For each part that has any, when its earliest timer is due. */
export function earliestDateEntries(sql: Sql): Promise<{ part: number; at: Date }[]> {
  return sql<{ part: number; at: Date }[]>`
    select p.part, d.due_at as at from generate_series(0, 63) p(part)
    cross join lateral (select due_at from date_entries where part = p.part order by due_at limit 1) d`
}
