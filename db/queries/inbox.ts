import type { AcceptedEvent } from '#flows/events/accepted-event.ts'
import type { Sql, Tx } from '../client.ts'
import { PARTS } from '../part.ts'

const ROUTE_LOCK = 4_201_002

export interface InboxRow {
  part: number
  id: string
  workspaceId: string
  payload: AcceptedEvent
  receivedAt: Date
}

/** Takes the oldest unrouted events of one part, alone: empty when another worker is routing that part. */
export async function takeInbox(tx: Tx, part: number, limit: number): Promise<InboxRow[]> {
  const [lock] = await tx<
    { taken: boolean }[]
  >`select pg_try_advisory_xact_lock(${ROUTE_LOCK}, ${part}) as taken`
  if (!lock?.taken) return []
  return tx<InboxRow[]>`
    select part, id, workspace_id as "workspaceId", payload, received_at as "receivedAt"
    from inbox where part = ${part} and error is null order by id limit ${limit} for update`
}

export async function clearInbox(tx: Tx, part: number, ids: string[]): Promise<void> {
  await tx`delete from inbox where part = ${part} and id = any(${ids}::uuid[])`
}

/** Counts a failed try; at the fifth the event leaves the queue, is kept, and says why. */
export async function failInbox(sql: Sql, row: InboxRow, message: string): Promise<void> {
  await sql`
    update inbox set attempts = attempts + 1, error = case when attempts >= 4 then ${message} end
    where part = ${row.part} and id = ${row.id}`
}

/** Parts with unrouted events, the one that waits longest first, and since when. */
export async function waitingParts(sql: Sql): Promise<{ part: number; since: Date }[]> {
  return sql<{ part: number; since: Date }[]>`
    select p.part, i.received_at as since
    from generate_series(0, ${PARTS - 1}) p(part)
    cross join lateral (select received_at from inbox where part = p.part and error is null order by id limit 1) i
    order by i.received_at`
}
