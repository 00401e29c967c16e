import type { Sql, Tx } from '../../client.ts'
import type { Touch } from './last-touches.ts'

/** An order and the message it goes to. `amount` is a decimal string. */
export interface Conversion extends Touch {
  profileId: string
  amount: string
  currency: string | null
  at: Date
}

/** Stores conversions of one part; an order that already has one keeps it. Returns how many were new. */
export async function insertConversions(
  sql: Sql | Tx,
  scope: { part: number; workspaceId: string; conversions: readonly Conversion[] },
): Promise<number> {
  const { part, workspaceId, conversions } = scope
  if (conversions.length === 0) return 0
  const column = <K extends keyof Conversion>(name: K) => conversions.map((c) => c[name])
  const { count } = await sql`
    insert into conversions (part, workspace_id, event_id, profile_id, message_id, run_id, flow_id, version_id,
      node, channel, touch, amount, currency, at, touched_at)
    select ${part}, ${workspaceId}, u.*
    from unnest(
      ${column('eventId')}::uuid[], ${column('profileId')}::uuid[], ${column('messageId')}::uuid[],
      ${column('runId')}::uuid[], ${column('flowId')}::uuid[], ${column('versionId')}::uuid[],
      ${column('node')}::text[], ${column('channel')}::text[], ${column('touch')}::text[],
      ${column('amount')}::numeric[], ${column('currency')}::text[],
      ${conversions.map((c) => c.at.toISOString())}::timestamptz[],
      ${conversions.map((c) => c.touchedAt.toISOString())}::timestamptz[]
    ) as u
    on conflict do nothing`
  return count
}
