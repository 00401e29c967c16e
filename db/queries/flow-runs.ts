import type { TraceKind } from '#flows/interpreter/run-state.ts'
import type { Json } from '#flows/json.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql } from '../client.ts'
import { ALL_PARTS, partOf } from '../part.ts'

export const RUN_STATUSES = ['waiting', 'held', 'completed', 'exited', 'failed'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export interface RunRow {
  id: string
  part: number
  flowId: string
  versionNumber: number
  status: RunStatus
  reason: string | null
  node: string | null
  key: string | null
  startedAt: Date
  endedAt: Date | null
  wakeAt: Date | null
  /** Why its last try failed, in words; null for a run that is well. */
  error: string | null
  profile: {
    id: string
    first_name: string | null
    last_name: string | null
    email: string | null
    phone: string | null
  }
}

const columns = (sql: Sql) => sql`
  r.id, r.part, r.flow_id as "flowId", v.number as "versionNumber", r.status, r.reason, r.node, r.key,
  r.started_at as "startedAt", r.ended_at as "endedAt", r.wake_at as "wakeAt",
  case when r.status = 'failed' then coalesce(r.error, (
    select s.detail->>'message' from run_steps s where s.part = r.part and s.run_id = r.id and s.kind = 'ended'
    order by s.step desc limit 1)) else r.error end as error,
  jsonb_build_object('id', r.profile_id, 'first_name', p.first_name, 'last_name', p.last_name, 'email', p.email,
    'phone', p.phone) as profile`

const sources = (sql: Sql) => sql`
  runs r join flow_versions v on v.id = r.version_id
  left join profiles p on p.part = r.part and p.id = r.profile_id`

/** Runs of a flow, newest first, after a cursor. */
export function listRunRows(
  sql: Sql,
  wanted: {
    workspaceId: string
    flowId: string
    statuses: RunStatus[] | null
    node: string | null
    profileId: string | null
    after: { at: Date; id: string } | null
    limit: number
  },
): Promise<RunRow[]> {
  const { statuses, node, profileId, after } = wanted
  return sql<RunRow[]>`
    select ${columns(sql)} from ${sources(sql)}
    where r.flow_id = ${wanted.flowId} and r.workspace_id = ${wanted.workspaceId}
      ${statuses === null ? sql`` : sql`and r.status = any(${statuses}::text[])`}
      ${node === null ? sql`` : sql`and r.node = ${node}`}
      ${
        profileId === null
          ? sql``
          : sql`and r.part = ${partOf(wanted.workspaceId, profileId)} and r.profile_id = ${profileId}`
      }
      ${
        after === null
          ? sql``
          : sql`and (date_trunc('milliseconds', r.started_at), r.id) < (${after.at}, ${after.id}::uuid)`
      }
    order by date_trunc('milliseconds', r.started_at) desc, r.id desc limit ${wanted.limit}`
}

/** One run of a workspace. */
export async function findRun(sql: Sql, workspaceId: string, id: string): Promise<RunRow | null> {
  const [row] = await sql<RunRow[]>`
    select ${columns(sql)} from ${sources(sql)}
    where r.part = any(string_to_array(${ALL_PARTS.join(',')}, ',')::smallint[]) and r.id = ${id}
      and r.workspace_id = ${workspaceId}`
  return row ?? null
}

export interface TraceRow {
  step: number
  ordinal: number
  kind: TraceKind
  node: string | null
  visit: number
  branch: string | null
  at: Date
  detail: Json
}

/** Everything a run did, in order. */
export function traceRows(sql: Sql, { part, id }: { part: number; id: string }): Promise<TraceRow[]> {
  return sql<TraceRow[]>`
    select step, ordinal, kind, node, visit, branch, at, detail from run_steps
    where part = ${part} and run_id = ${id} order by step, ordinal`
}

export interface RunMessageRow {
  id: string
  node: string
  visit: number
  channel: MessageChannel
  status: string
  reason: string | null
  subject: string | null
  createdAt: Date
  sentAt: Date | null
}

/** The messages of a run, in order. */
export function runMessageRows(
  sql: Sql,
  { part, id }: { part: number; id: string },
): Promise<RunMessageRow[]> {
  return sql<RunMessageRow[]>`
    select id, node, visit, channel, status, reason, subject, created_at as "createdAt", sent_at as "sentAt"
    from messages where part = ${part} and run_id = ${id} order by created_at, id`
}
