import type { AcceptedEvent } from '#flows/events/accepted-event.ts'
import type { Sql, Tx } from '../client.ts'
import { partOf } from '../part.ts'

/** An accepted event whose routing failed for good. */
export interface FailedEventRow {
  id: string
  payload: AcceptedEvent
  receivedAt: Date
  error: string
}

/** Failed events of a workspace, newest first. */
export async function failedEvents(
  sql: Sql,
  workspaceId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<FailedEventRow[]> {
  return sql<FailedEventRow[]>`
    select id, payload, received_at as "receivedAt", error from inbox
    where workspace_id = ${workspaceId} and error is not null ${after === null ? sql`` : sql`and id < ${after}`}
    order by id desc limit ${limit}`
}

/** How many there are; counts to 1,000. */
export async function countFailedEvents(sql: Sql, workspaceId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from inbox where workspace_id = ${workspaceId} and error is not null limit 1000) f`
  return row!.count
}

/** Puts failed events back into the queue, one or all of them; returns how many. */
export async function requeueFailedEvents(tx: Tx, workspaceId: string, id: string | null): Promise<number> {
  const { count } = await tx`
    update inbox set error = null, attempts = 0
    where workspace_id = ${workspaceId} and error is not null ${id === null ? tx`` : tx`and id = ${id}`}`
  return count
}

/** Forgets a failed event and its idempotency key, so that the shop may send it again, put right. */
export async function deleteFailedEvent(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const [row] = await tx<{ key: string }[]>`
    delete from inbox where workspace_id = ${workspaceId} and id = ${id} and error is not null
    returning payload->>'key' as key`
  if (row === undefined) return false
  await tx`
    delete from event_keys
    where part = ${partOf(workspaceId, row.key)} and workspace_id = ${workspaceId} and key = ${row.key}`
  return true
}
