import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql, Tx } from '../client.ts'
import { noteChangedSql } from './segments/checks.ts'

const PREPARE_LOCK = 4_201_003

/** A message that is due, as the sender claims it. */
export interface DueMessage {
  part: number
  id: string
  runId: string
  node: string
  visit: number
  workspaceId: string
  profileId: string
  flowId: string
  versionId: string
  channel: MessageChannel
  /** 0 low, 1 normal, 2 high. */
  priority: number
  attempts: number
  dueAt: Date
  createdAt: Date
}

/**
 * Takes the due messages of one part, oldest first, alone: empty when another sender is preparing that part, so that no two
 * judge one person at the same time. They stay locked until the transaction ends. The lock is taken once, before the first row
 * is looked at.
 */
export async function claimDueMessages(
  tx: Tx,
  part: number,
  now: Date,
  limit: number,
): Promise<DueMessage[]> {
  return tx<DueMessage[]>`
    select part, id, run_id as "runId", node, visit, workspace_id as "workspaceId", profile_id as "profileId",
      flow_id as "flowId", version_id as "versionId", channel, priority, attempts, due_at as "dueAt",
      created_at as "createdAt"
    from messages
    where part = ${part} and status = 'pending' and due_at <= ${now}
      and (select pg_try_advisory_xact_lock(${PREPARE_LOCK}, ${part}))
    order by due_at limit ${limit} for update skip locked`
}

/** Messages whose sender did not come back in time: they may have been sent, so a person decides. Returns how many. */
export async function markUncertain(sql: Sql, part: number, now: Date): Promise<number> {
  const { count } = await sql`
    update messages set status = 'uncertain', reason = 'no_answer'
    where part = ${part} and status = 'sending' and due_at <= ${now}`
  return count
}

/** What was decided about a claimed message before anybody is spoken to. */
export interface PreparedRow {
  id: string
  status: 'pending' | 'skipped' | 'failed' | 'unconnected'
  reason: string | null
  detail: Record<string, unknown> | null
  dueAt: Date
  connectionId: string | null
  provider: string | null
  toAddress: string | null
  subject: string | null
  html: string | null
  text: string | null
  links: string[]
}

/** Stores what was decided, for all messages of a batch at once. */
export async function writePrepared(tx: Tx, rows: (PreparedRow & { part: number })[]): Promise<void> {
  await tx`
    update messages m set status = u.status, reason = u.reason, detail = u.detail, due_at = u.due_at,
      connection_id = u.connection_id, provider = u.provider, to_address = u.to_address, subject = u.subject,
      html = u.html, text = u.text, links = array(select jsonb_array_elements_text(u.links))
    from unnest(${rows.map((r) => r.part)}::smallint[], ${rows.map((r) => r.id)}::uuid[],
      ${rows.map((r) => r.status)}::text[], ${rows.map((r) => r.reason)}::text[],
      ${rows.map((r) => (r.detail === null ? null : JSON.stringify(r.detail)))}::text[]::jsonb[],
      ${rows.map((r) => r.dueAt.toISOString())}::timestamptz[], ${rows.map((r) => r.connectionId)}::uuid[],
      ${rows.map((r) => r.provider)}::text[], ${rows.map((r) => r.toAddress)}::text[],
      ${rows.map((r) => r.subject)}::text[], ${rows.map((r) => r.html)}::text[], ${rows.map((r) => r.text)}::text[],
      ${rows.map((r) => JSON.stringify(r.links))}::text[]::jsonb[])
      u(part, id, status, reason, detail, due_at, connection_id, provider, to_address, subject, html, text, links)
    where m.part = u.part and m.id = u.id`
}

/**
 * Commits `pending → sending` for messages whose preparation still stands, and returns them: only these may be handed over.
 * `preparedUntil` is the lease the preparation was given; a message that somebody else took meanwhile has another.
 */
export async function beginSending(
  sql: Sql,
  messages: { part: number; id: string }[],
  preparedUntil: Date,
  leaseUntil: Date,
): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    update messages m set status = 'sending', attempts = m.attempts + 1, due_at = ${leaseUntil}
    from unnest(${messages.map((m) => m.part)}::smallint[], ${messages.map((m) => m.id)}::uuid[]) u(part, id)
    where m.part = u.part and m.id = u.id and m.status = 'pending' and m.due_at = ${preparedUntil}
    returning m.id`
  return new Set(rows.map((row) => row.id))
}

/** What came of handing a message over. */
export interface SentRow {
  part: number
  id: string
  /** The attempt it belongs to: a late answer never touches a newer attempt. */
  attempt: number
  status: 'sent' | 'pending' | 'failed' | 'uncertain'
  reason: string | null
  detail: Record<string, unknown> | null
  dueAt: Date
  sentAt: Date | null
  providerMessageId: string | null
}

/** Stores what came of several messages at once. */
export async function writeSent(sql: Sql, rows: SentRow[]): Promise<void> {
  const sentAt = rows.find((row) => row.sentAt !== null)?.sentAt
  const update = sql`
    update messages m set status = u.status, reason = u.reason, detail = u.detail, due_at = u.due_at,
      sent_at = u.sent_at, provider_message_id = u.provider_message_id
    from unnest(${rows.map((r) => r.part)}::smallint[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.attempt)}::smallint[],
      ${rows.map((r) => r.status)}::text[], ${rows.map((r) => r.reason)}::text[],
      ${rows.map((r) => (r.detail === null ? null : JSON.stringify(r.detail)))}::text[]::jsonb[],
      ${rows.map((r) => r.dueAt.toISOString())}::timestamptz[],
      ${rows.map((r) => r.sentAt?.toISOString() ?? null)}::timestamptz[],
      ${rows.map((r) => r.providerMessageId)}::text[])
      u(part, id, attempt, status, reason, detail, due_at, sent_at, provider_message_id)
    where m.part = u.part and m.id = u.id and m.attempts = u.attempt and m.status in ('sending', 'uncertain')`
  if (!sentAt) {
    await update
    return
  }
  const sent = sql`select part, profile_id, workspace_id, 'message'::text as cause from written where status = 'sent'`
  await sql`
    with written as (${update} returning m.part, m.profile_id, m.workspace_id, m.status)
    ${noteChangedSql(sql, sent, sentAt)}`
}

/** A prepared message that does not go out yet. */
export interface ReleasedRow {
  part: number
  id: string
  dueAt: Date
  reason: 'rate_limited' | null
}

/** Gives prepared messages back unsent, to be taken again when they are due; it counts as no attempt. */
export async function releasePrepared(sql: Sql, rows: ReleasedRow[], preparedUntil: Date): Promise<void> {
  await sql`
    update messages m set due_at = u.due_at, reason = u.reason
    from unnest(${rows.map((r) => r.part)}::smallint[], ${rows.map((r) => r.id)}::uuid[],
      ${rows.map((r) => r.dueAt.toISOString())}::timestamptz[], ${rows.map((r) => r.reason)}::text[])
      u(part, id, due_at, reason)
    where m.part = u.part and m.id = u.id and m.status = 'pending' and m.due_at = ${preparedUntil}`
}
