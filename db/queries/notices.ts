import type { Sql, Tx } from '../client.ts'

/** A notice for the team whose time has come. */
export interface DueNotice {
  part: number
  runId: string
  node: string
  visit: number
  id: string
  workspaceId: string
  profileId: string
  flowId: string
  versionId: string
  /** `team`, or addresses with commas between. */
  to: string
  /** Liquid before the first try, words after it. */
  text: string
  /** Without this one. */
  attempts: number
}

/** Takes due notices of one part; nobody else has them until the transaction ends. */
export async function claimNotices(tx: Tx, part: number, now: Date, limit: number): Promise<DueNotice[]> {
  return tx<DueNotice[]>`
    select part, run_id as "runId", node, visit, id, workspace_id as "workspaceId", profile_id as "profileId",
      flow_id as "flowId", version_id as "versionId", to_address as "to", text, attempts
    from notices where part = ${part} and status = 'pending' and due_at <= ${now}
    order by due_at limit ${limit} for update skip locked`
}

/** Begins a try: the words as they are shown, and until when nobody else takes it. */
export async function beginNotice(
  tx: Tx,
  { part, runId, node, visit, attempts }: DueNotice,
  { text, leased }: { text: string; leased: Date },
): Promise<void> {
  await tx`
    update notices set text = ${text}, attempts = ${attempts + 1}, due_at = ${leased}
    where part = ${part} and run_id = ${runId} and node = ${node} and visit = ${visit}`
}

/** Stores what came of a try, unless another one has begun since. */
export async function writeNotice(
  sql: Sql | Tx,
  { part, runId, node, visit, attempts }: DueNotice,
  outcome: { status: 'pending' | 'sent' | 'failed'; error: string | null; dueAt: Date },
): Promise<void> {
  await sql`
    update notices set status = ${outcome.status}, error = ${outcome.error}, due_at = ${outcome.dueAt}
    where part = ${part} and run_id = ${runId} and node = ${node} and visit = ${visit} and status = 'pending'
      and attempts = ${attempts + 1}`
}

export interface NoticeRow {
  id: string
  text: string
  status: 'pending' | 'sent' | 'failed'
  /** Why it was not mailed; null where it was, or where nobody's provider could. */
  error: string | null
  flow: { id: string; name: string | null }
  node: string
  runId: string
  profile: { id: string; name: string | null; email: string | null; phone: string | null }
  createdAt: Date
  seenAt: Date | null
}

/** How far back the bell looks. */
const MOST_LOOKED_AT = 500

/** A workspace's newest notices, those that nobody has seen first. */
export async function noticeRows(sql: Sql, workspaceId: string, limit: number): Promise<NoticeRow[]> {
  return sql<NoticeRow[]>`
    with newest as (
      select * from notices where workspace_id = ${workspaceId} and (attempts > 0 or status <> 'pending')
      order by created_at desc limit ${MOST_LOOKED_AT})
    select n.id, n.text, n.status, n.error, jsonb_build_object('id', n.flow_id, 'name', f.name) as flow, n.node,
      n.run_id as "runId",
      jsonb_build_object('id', n.profile_id, 'name', nullif(concat_ws(' ', p.first_name, p.last_name), ''),
        'email', p.email, 'phone', p.phone) as profile,
      n.created_at as "createdAt", n.seen_at as "seenAt"
    from newest n
    left join profiles p on p.part = n.part and p.id = n.profile_id
    left join flows f on f.id = n.flow_id
    order by n.seen_at is not null, n.created_at desc, n.id desc limit ${limit}`
}

/** How many of a workspace's newest notices nobody has seen. */
export async function unseenNotices(sql: Sql, workspaceId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*) filter (where seen_at is null)::int as n from (
      select seen_at from notices where workspace_id = ${workspaceId} and (attempts > 0 or status <> 'pending')
      order by created_at desc limit ${MOST_LOOKED_AT}) x`
  return row?.n ?? 0
}

/** Notes that notices were seen, of these ids or all; returns how many were not before. */
export async function markSeen(
  sql: Sql,
  workspaceId: string,
  { ids, now }: { ids: string[] | null; now: Date },
): Promise<number> {
  const { count } = await sql`
    update notices set seen_at = ${now}
    where workspace_id = ${workspaceId} and seen_at is null and created_at <= ${now}
      ${ids === null ? sql`` : sql`and id = any(${ids}::uuid[])`}`
  return count
}
