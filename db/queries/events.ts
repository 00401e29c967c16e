import type { FlowEvent } from '#flows/events/event.ts'
import type { Tx } from '../client.ts'

/** A routed event on its way into the table. */
export interface RoutedEvent {
  part: number
  workspaceId: string
  profileId: string
  key: string
  receivedAt: Date
  backfill: boolean
  event: FlowEvent
}

export async function insertEvents(tx: Tx, events: RoutedEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx`
    insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties, value, currency, backfill)
    select * from unnest(${events.map((e) => e.part)}::smallint[], ${events.map((e) => e.event.id)}::uuid[],
      ${events.map((e) => e.workspaceId)}::uuid[], ${events.map((e) => e.profileId)}::uuid[],
      ${events.map((e) => e.event.name)}::text[], ${events.map((e) => new Date(e.event.time).toISOString())}::timestamptz[],
      ${events.map((e) => e.receivedAt.toISOString())}::timestamptz[], ${events.map((e) => e.key)}::text[],
      ${events.map((e) => JSON.stringify(e.event.properties))}::text[]::jsonb[], ${events.map((e) => e.event.value)}::numeric[],
      ${events.map((e) => e.event.currency)}::text[], ${events.map((e) => String(e.backfill))}::text[]::boolean[])`
}
