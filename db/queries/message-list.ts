import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql } from '../client.ts'

export const MESSAGE_STATUSES = [
  'pending',
  'sending',
  'sent',
  'uncertain',
  'failed',
  'skipped',
  'review',
  'unconnected',
  'discarded',
] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

/** A message in a list: everything but its content. */
export interface ListedMessage {
  id: string
  channel: MessageChannel
  status: MessageStatus
  reason: string | null
  subject: string | null
  /** The beginning of a message that is text alone. */
  excerpt: string | null
  to: string | null
  profile: { id: string; name: string | null; email: string | null; phone: string | null }
  flow: { id: string; name: string | null }
  node: string
  runId: string
  createdAt: Date
  dueAt: Date
  sentAt: Date | null
  deliveredAt: Date | null
  openedAt: Date | null
  clickedAt: Date | null
}

export interface MessageFilter {
  workspaceId: string
  statuses: readonly MessageStatus[] | null
  channel: MessageChannel | null
  flowId: string | null
  node: string | null
  profileId: string | null
  after: { at: Date; id: string } | null
  limit: number
}

/** Messages of a workspace, newest first. */
export async function listMessageRows(sql: Sql, filter: MessageFilter): Promise<ListedMessage[]> {
  const { workspaceId, statuses, channel, flowId, node, profileId, after, limit } = filter
  return sql<ListedMessage[]>`
    select m.id, m.channel, m.status, m.reason, m.subject,
      case when m.channel <> 'email' then left(m.text, 160) end as excerpt,
      coalesce(m.to_address, case m.channel when 'email' then p.email when 'push' then null else p.phone end) as "to",
      jsonb_build_object('id', m.profile_id, 'name', nullif(concat_ws(' ', p.first_name, p.last_name), ''),
        'email', p.email, 'phone', p.phone) as profile,
      jsonb_build_object('id', m.flow_id, 'name', f.name) as flow,
      m.node, m.run_id as "runId", m.created_at as "createdAt", m.due_at as "dueAt", m.sent_at as "sentAt",
      m.delivered_at as "deliveredAt", m.opened_at as "openedAt", m.clicked_at as "clickedAt"
    from messages m
    left join profiles p on p.part = m.part and p.id = m.profile_id
    left join flows f on f.id = m.flow_id
    where m.workspace_id = ${workspaceId}
      ${statuses ? sql`and m.status = any(${[...statuses]}::text[])` : sql``}
      ${channel ? sql`and m.channel = ${channel}` : sql``}
      ${flowId ? sql`and m.flow_id = ${flowId}` : sql``}
      ${node ? sql`and m.node = ${node}` : sql``}
      ${profileId ? sql`and m.profile_id = ${profileId}` : sql``}
      ${after ? sql`and (m.created_at, m.id) < (${after.at}, ${after.id}::uuid)` : sql``}
    order by m.created_at desc, m.id desc limit ${limit}`
}

/** A message whole, but for what happened to it. */
export interface MessageRow extends ListedMessage {
  part: number
  workspaceId: string
  versionId: string
  visit: number
  detail: Record<string, unknown> | null
  attempts: number
  provider: string | null
  providerMessageId: string | null
  html: string | null
  text: string | null
  links: string[]
  bouncedAt: Date | null
}

/** One message of a workspace. */
export async function messageById(sql: Sql, workspaceId: string, id: string): Promise<MessageRow | null> {
  const [row] = await sql<MessageRow[]>`
    select m.part, m.id, m.workspace_id as "workspaceId", m.version_id as "versionId", m.visit, m.channel, m.status,
      m.reason, m.detail, m.attempts, m.subject, m.html, m.text, m.links, m.provider,
      m.provider_message_id as "providerMessageId",
      case when m.channel <> 'email' then left(m.text, 160) end as excerpt,
      coalesce(m.to_address, case m.channel when 'email' then p.email when 'push' then null else p.phone end) as "to",
      jsonb_build_object('id', m.profile_id, 'name', nullif(concat_ws(' ', p.first_name, p.last_name), ''),
        'email', p.email, 'phone', p.phone) as profile,
      jsonb_build_object('id', m.flow_id, 'name', f.name) as flow,
      m.node, m.run_id as "runId", m.created_at as "createdAt", m.due_at as "dueAt", m.sent_at as "sentAt",
      m.delivered_at as "deliveredAt", m.opened_at as "openedAt", m.clicked_at as "clickedAt",
      m.bounced_at as "bouncedAt"
    from messages m
    left join profiles p on p.part = m.part and p.id = m.profile_id
    left join flows f on f.id = m.flow_id
    where m.workspace_id = ${workspaceId} and m.id = ${id}
      and m.part = any(array(select generate_series(0, 63))::smallint[])`
  return row ?? null
}

export interface MessageTouch {
  kind: string
  at: Date
  agent: 'person' | 'bot' | 'proxy'
  url: string | null
  detail: Record<string, unknown> | null
}

/** What happened to a message, oldest first; the newest hundred. */
export async function messageTrail(sql: Sql, part: number, id: string): Promise<MessageTouch[]> {
  const rows = await sql<MessageTouch[]>`
    select kind, at, agent, url, detail from message_events
    where part = ${part} and message_id = ${id} order by at desc, id desc limit 100`
  return rows.reverse()
}

export interface AttentionCount {
  status: 'review' | 'uncertain' | 'unconnected'
  channel: MessageChannel
  count: number
}

/** How many messages wait for a person or for a provider, by status and channel; of one flow or channel where it is named. */
export async function attentionCounts(
  sql: Sql,
  workspaceId: string,
  { flowId, channel }: Pick<MessageFilter, 'flowId' | 'channel'>,
): Promise<AttentionCount[]> {
  return sql<AttentionCount[]>`
    select status, channel, count(*)::int as count from messages
    where workspace_id = ${workspaceId} and status in ('review', 'uncertain', 'unconnected')
      ${flowId ? sql`and flow_id = ${flowId}` : sql``} ${channel ? sql`and channel = ${channel}` : sql``}
    group by status, channel order by status, channel`
}

/** Lets messages that waited for a provider go out, if they are not older than `since`. Returns how many. */
export async function releaseUnconnected(
  sql: Sql,
  {
    workspaceId,
    channel,
    since,
    now,
  }: { workspaceId: string; channel: MessageChannel; since: Date; now: Date },
): Promise<number> {
  const { count } = await sql`
    update messages set status = 'pending', due_at = ${now}
    where workspace_id = ${workspaceId} and status = 'unconnected' and channel = ${channel} and created_at >= ${since}`
  return count
}
