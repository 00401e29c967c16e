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

/**
 * Takes the oldest unrouted events of parts, at most `limit` of each, alone: a part that another worker is routing gives none.
 * They come in the order in which they were accepted. The lock is taken once, before the first row is looked at.
 */
export async function takeInbox(tx: Tx, parts: number[], limit: number): Promise<InboxRow[]> {
  const taken = await Promise.all(
    parts.map(
      (part) => tx<InboxRow[]>`
        select part, id, workspace_id as "workspaceId", payload, received_at as "receivedAt"
        from inbox where part = ${part} and error is null and (select pg_try_advisory_xact_lock(${ROUTE_LOCK}, ${part}))
        order by id limit ${limit} for update`,
    ),
  )
  return taken.flat().sort((a, b) => (a.id < b.id ? -1 : 1))
}

export async function clearInbox(tx: Tx, rows: Pick<InboxRow, 'part' | 'id'>[]): Promise<void> {
  await Promise.all(
    [...Map.groupBy(rows, ({ part }) => part)].map(
      ([part, ofPart]) => tx`
        delete from inbox where part = ${part} and id = any(${ofPart.map(({ id }) => id)}::uuid[])`,
    ),
  )
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
