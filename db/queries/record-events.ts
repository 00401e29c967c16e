import type { Sql, Tx } from '../client.ts'

/** One accepted event as it is stored: its key's row and its place in the inbox. */
export interface InboxRow {
  workspaceId: string
  key: string
  /** Part of the key's own hash. */
  keyPart: number
  /** Part of the inbox: of the identifier that names the person. */
  part: number
  id: string
  /** The AcceptedEvent as JSON text. */
  payload: string
}

/**
 * Stores events whose keys are new, in one statement, and returns the ids of those it stored. Rows must be sorted by key
 * and hold no key twice: concurrent batches then take the same locks in the same order.
 * Columns travel as joined text (JSON holds no raw line break), which costs a tenth of escaping them into arrays.
 */
export async function recordEvents(
  sql: Sql | Tx,
  rows: readonly InboxRow[],
  now: Date,
): Promise<Set<string>> {
  const at = now.toISOString()
  const stored = await sql<{ id: string }[]>`
    with incoming as (
      select key_part, workspace_id, part, id, payload::jsonb as payload from unnest(
        string_to_array(${rows.map((row) => row.keyPart).join()}, ',')::smallint[],
        string_to_array(${rows.map((row) => row.workspaceId).join()}, ',')::uuid[],
        string_to_array(${rows.map((row) => row.part).join()}, ',')::smallint[],
        string_to_array(${rows.map((row) => row.id).join()}, ',')::uuid[],
        string_to_array(${rows.map((row) => row.payload).join('\n')}, E'\\n')
      ) as i (key_part, workspace_id, part, id, payload)
    ), fresh as (
      insert into event_keys (part, workspace_id, key, received_at)
      select key_part, workspace_id, payload->>'key', ${at}::timestamptz from incoming
      on conflict do nothing
      returning part, workspace_id, key
    )
    insert into inbox (part, id, workspace_id, payload, received_at)
    select i.part, i.id, i.workspace_id, i.payload, ${at}::timestamptz
    from incoming i
    join fresh f on f.part = i.key_part and f.workspace_id = i.workspace_id and f.key = i.payload->>'key'
    returning id`
  return new Set(stored.map((row) => row.id))
}
