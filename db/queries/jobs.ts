import type { Json, JsonObject } from '#flows/json.ts'
import type { Sql, Tx } from '../client.ts'

export const JOB_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

/** A job as it is shown. */
export interface JobRow {
  id: string
  kind: string
  flow: { id: string; name: string } | null
  status: JobStatus
  /** 0 to 1. */
  progress: number
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
  error: string | null
  createdBy: string | null
  result: Json
}

const columns = (sql: Sql) => sql`
  j.id, j.kind, case when f.id is null then null else jsonb_build_object('id', f.id, 'name', f.name) end as flow, j.status,
  j.progress, j.created_at as "createdAt", j.started_at as "startedAt", j.ended_at as "endedAt", j.error,
  j.created_by as "createdBy", j.result`

/** Jobs of a workspace, newest first, after a cursor. */
export function listJobRows(
  sql: Sql,
  wanted: {
    workspaceId: string
    flowId: string | null
    after: { at: Date; id: string } | null
    limit: number
  },
): Promise<JobRow[]> {
  const { workspaceId, flowId, after } = wanted
  return sql<JobRow[]>`
    select ${columns(sql)} from jobs j left join flows f on f.id = j.flow_id
    where j.workspace_id = ${workspaceId} ${flowId === null ? sql`` : sql`and j.flow_id = ${flowId}`}
      ${
        after === null
          ? sql``
          : sql`and (date_trunc('milliseconds', j.created_at), j.id) < (${after.at}, ${after.id}::uuid)`
      }
    order by date_trunc('milliseconds', j.created_at) desc, j.id desc limit ${wanted.limit}`
}

/** One job of a workspace. */
export async function findJob(sql: Sql, workspaceId: string, id: string): Promise<JobRow | null> {
  const [row] = await sql<JobRow[]>`
    select ${columns(sql)} from jobs j left join flows f on f.id = j.flow_id
    where j.id = ${id} and j.workspace_id = ${workspaceId}`
  return row ?? null
}

/** Stores a job that waits for a worker. */
export async function insertJob(
  tx: Tx,
  job: {
    id: string
    workspaceId: string
    kind: string
    flowId: string | null
    input: JsonObject
    by: string | null
    now: Date
  },
): Promise<void> {
  await tx`
    insert into jobs (id, workspace_id, kind, flow_id, status, input, created_by, created_at)
    values (${job.id}, ${job.workspaceId}, ${job.kind}, ${job.flowId}, 'queued', ${tx.json(job.input as never)}, ${job.by},
      ${job.now})`
}

/** Ends a job that is not over; whether it was. */
export async function cancelJobRow(sql: Sql, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await sql`
    update jobs set status = 'cancelled', ended_at = ${now}
    where id = ${id} and workspace_id = ${workspaceId} and status in ('queued', 'running')`
  return count > 0
}

/** What a worker needs of a job. */
export interface TakenJob {
  id: string
  workspaceId: string
  kind: string
  flowId: string | null
  input: JsonObject
  /** What the job's kind saved last; null at the beginning. */
  checkpoint: Json
}

/**
 * Takes a job in hand: from now on only `holder` may write to it, whoever had it before. Null for one that is over or
 * does not exist.
 */
export async function takeJob(sql: Sql, id: string, holder: string, now: Date): Promise<TakenJob | null> {
  const [row] = await sql<TakenJob[]>`
    update jobs set status = 'running', started_at = coalesce(started_at, ${now}),
      checkpoint = jsonb_build_object('holder', ${holder}::text, 'at', checkpoint->'at')
    where id = ${id} and status in ('queued', 'running')
    returning id, workspace_id as "workspaceId", kind, flow_id as "flowId", input, checkpoint->'at' as checkpoint`
  return row ?? null
}

/** Where a job stands whose holder could not write. */
export type Lost = 'cancelled' | 'taken'

/** Writes how far a job has come; what stands in its way otherwise. */
export async function saveJob(
  sql: Sql | Tx,
  job: { id: string; holder: string; progress: number; checkpoint: Json },
): Promise<Lost | null> {
  const { count } = await sql`
    update jobs set progress = ${job.progress}, checkpoint = jsonb_build_object('holder', ${job.holder}::text,
      'at', ${JSON.stringify(job.checkpoint)}::text::jsonb)
    where id = ${job.id} and status = 'running' and checkpoint->>'holder' = ${job.holder}`
  if (count > 0) return null
  const [row] = await sql<{ status: JobStatus }[]>`select status from jobs where id = ${job.id}`
  return row?.status === 'cancelled' ? 'cancelled' : 'taken'
}

/** What becomes of a job that its holder leaves: it is over, or waits for the next worker. */
export type JobEnd =
  | { status: 'done'; result: Json }
  | { status: 'failed'; error: string }
  | { status: 'queued'; error: string | null }

/** Ends a job, or gives it back; nothing when somebody else holds it by now. */
export async function endJob(
  sql: Sql,
  { id, holder, end, now }: { id: string; holder: string; end: JobEnd; now: Date },
): Promise<void> {
  const result = end.status === 'done' ? JSON.stringify(end.result) : null
  await sql`
    update jobs set status = ${end.status}, result = ${result}::text::jsonb,
      error = ${end.status === 'done' ? null : end.error},
      progress = case when ${end.status} = 'done' then 1 else progress end,
      ended_at = ${end.status === 'queued' ? null : now}
    where id = ${id} and status = 'running' and checkpoint->>'holder' = ${holder}`
}

/** Ends a job as failed that no worker finished. */
export async function failLostJob(sql: Sql, id: string, error: string, now: Date): Promise<void> {
  await sql`
    update jobs set status = 'failed', error = ${error}, ended_at = ${now}
    where id = ${id} and status in ('queued', 'running')`
}

/** Forgets a job that was done within its request. */
export async function deleteJob(sql: Sql, id: string, holder: string): Promise<void> {
  await sql`delete from jobs where id = ${id} and checkpoint->>'holder' = ${holder}`
}
