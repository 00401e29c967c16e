import { v7 } from 'uuid'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql, Tx } from '../client.ts'
import { ALL_PARTS } from '../part.ts'
import { noteChangedSql } from './segments/checks.ts'

/** A message as its links and callbacks find it. */
export interface FoundMessage {
  part: number
  id: string
  workspaceId: string
  profileId: string
  flowId: string
  node: string
  channel: MessageChannel
  toAddress: string | null
  links: string[]
  connectionId: string | null
  providerMessageId: string | null
  deliveredAt: Date | null
  openedAt: Date | null
}

/** A message by id. Merging people moves their messages, so where it was when it was sent is only looked at first. */
export async function findMessage(sql: Sql | Tx, part: number, id: string): Promise<FoundMessage | null> {
  return (await select(sql, [part], id)) ?? (await select(sql, ALL_PARTS, id))
}

async function select(sql: Sql | Tx, parts: readonly number[], id: string): Promise<FoundMessage | null> {
  const [row] = await sql<FoundMessage[]>`
    select part, id, workspace_id as "workspaceId", profile_id as "profileId", flow_id as "flowId", node, channel,
      to_address as "toAddress", links, connection_id as "connectionId", provider_message_id as "providerMessageId",
      delivered_at as "deliveredAt", opened_at as "openedAt"
    from messages where part = any(${parts.map(String)}::smallint[]) and id = ${id} limit 1`
  return row ?? null
}

export interface NewMessageEvent {
  kind: 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained' | 'failed' | 'unsubscribed'
  at: Date
  agent?: 'person' | 'bot' | 'proxy'
  url?: string | null
  userAgent?: string | null
  detail?: Record<string, unknown> | null
}

/** Adds an event of a message and returns its id. The first open, click, delivery and bounce also stand on the message itself. */
export async function addMessageEvent(
  sql: Sql | Tx,
  { part, id, workspaceId }: Pick<FoundMessage, 'part' | 'id' | 'workspaceId'>,
  event: NewMessageEvent,
): Promise<string> {
  const eventId = v7({ msecs: event.at.getTime() })
  const agent = event.agent ?? 'person'
  await sql`
    with added as (
      insert into message_events (part, id, workspace_id, message_id, kind, at, agent, url, user_agent, detail)
      values (${part}, ${eventId}, ${workspaceId}, ${id}, ${event.kind}, ${event.at}, ${agent}, ${event.url ?? null},
        ${event.userAgent?.slice(0, 500) ?? null}, ${event.detail ? sql.json(event.detail as never) : null})
      returning kind, at, agent), touched as (update messages m set
      opened_at = case when added.kind = 'opened' then coalesce(m.opened_at, added.at) else m.opened_at end,
      clicked_at = case when added.kind = 'clicked' then coalesce(m.clicked_at, added.at) else m.clicked_at end,
      delivered_at = case when added.kind = 'delivered' then coalesce(m.delivered_at, added.at) else m.delivered_at end,
      bounced_at = case when added.kind = 'bounced' then coalesce(m.bounced_at, added.at) else m.bounced_at end
    from added
    where m.part = ${part} and m.id = ${id} and added.agent = 'person'
      and added.kind in ('opened', 'clicked', 'delivered', 'bounced')
    returning m.part, m.profile_id, m.workspace_id)
    ${noteChangedSql(sql, sql`select *, 'message'::text as cause from touched`, event.at)}`
  return eventId
}

/** The different links of a message that were followed since an instant. */
export async function recentClicks(sql: Sql, { part, id }: FoundMessage, since: Date): Promise<Set<string>> {
  const rows = await sql<{ url: string }[]>`
    select distinct url from message_events
    where part = ${part} and message_id = ${id} and kind = 'clicked' and at >= ${since}`
  return new Set(rows.map(({ url }) => url))
}

/** Says that clicks since an instant were a scanner's after all; the message keeps only what persons did. */
export async function blameBot(sql: Sql, { part, id }: FoundMessage, since: Date): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update message_events set agent = 'bot'
      where part = ${part} and message_id = ${id} and kind = 'clicked' and at >= ${since}`
    await tx`
      update messages set clicked_at = (
        select min(at) from message_events
        where part = ${part} and message_id = ${id} and kind = 'clicked' and agent = 'person')
      where part = ${part} and id = ${id}`
  })
}

/**
 * Settles a message by its provider's word: an uncertain one was sent after all, a sent one failed on the way. Returns whether
 * that changed anything.
 */
export async function settleMessage(
  sql: Sql,
  { part, id }: FoundMessage,
  settled: {
    status: 'sent' | 'failed'
    providerMessageId: string | null
    reason: string | null
    detail: Record<string, unknown> | null
    now: Date
  },
): Promise<boolean> {
  const before = settled.status === 'sent' ? ['sending', 'uncertain'] : ['sending', 'uncertain', 'sent']
  const { count } = await sql`
    update messages set status = ${settled.status}, reason = ${settled.reason},
      detail = ${settled.detail ? sql.json(settled.detail as never) : null},
      provider_message_id = coalesce(provider_message_id, ${settled.providerMessageId}),
      sent_at = coalesce(sent_at, ${settled.now})
    where part = ${part} and id = ${id} and channel <> 'email' and status = any(${before}::text[])
      and delivered_at is null`
  return count > 0
}
