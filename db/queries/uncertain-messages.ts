import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql, Tx } from '../client.ts'

/** A message whose provider's answer was lost. */
export interface UncertainMessage {
  part: number
  id: string
  workspaceId: string
  profileId: string
  channel: MessageChannel
  connectionId: string | null
  toAddress: string | null
  text: string | null
  attempts: number
  /** How often the provider was asked before. */
  asks: number
  dueAt: Date
  detail: Record<string, unknown> | null
}

/** Takes messages of one part about which the provider is to be asked; nobody else has them until the transaction ends. */
export async function claimUncertain(
  tx: Tx,
  part: number,
  now: Date,
  limit: number,
): Promise<UncertainMessage[]> {
  return tx<UncertainMessage[]>`
    select part, id, workspace_id as "workspaceId", profile_id as "profileId", channel, connection_id as "connectionId",
      to_address as "toAddress", text, attempts, asks, due_at as "dueAt", detail
    from messages
    where part = ${part} and status = 'uncertain' and asks >= 0 and due_at <= ${now}
    order by due_at limit ${limit} for update skip locked`
}

/** What becomes of an uncertain message. `asks`: -1 when nobody is asked any more. */
export interface UncertainRow {
  part: number
  id: string
  status: 'uncertain' | 'pending' | 'failed'
  reason: string
  detail: Record<string, unknown>
  asks: number
  dueAt: Date
}

/** Stores what becomes of a message, if it is still uncertain and not given to somebody else since (`leased`). */
export async function writeUncertain(
  sql: Sql | Tx,
  { part, id, status, reason, detail, asks, dueAt }: UncertainRow,
  leased: Date | null,
): Promise<void> {
  await sql`
    update messages set status = ${status}, reason = ${reason}, detail = ${sql.json(detail as never)}, asks = ${asks},
      due_at = ${dueAt}, connection_id = ${status === 'pending' ? null : sql`connection_id`}
    where part = ${part} and id = ${id} and status = 'uncertain'
      ${leased === null ? sql`` : sql`and due_at = ${leased}`}`
}

/** The provider's ids of a person's other messages since an instant. */
export async function otherProviderIds(
  sql: Sql,
  { part, id, profileId }: UncertainMessage,
  since: Date,
): Promise<Set<string>> {
  const rows = await sql<{ providerMessageId: string }[]>`
    select provider_message_id as "providerMessageId" from messages
    where part = ${part} and profile_id = ${profileId} and id <> ${id} and sent_at >= ${since}
      and provider_message_id is not null`
  return new Set(rows.map(({ providerMessageId }) => providerMessageId))
}
