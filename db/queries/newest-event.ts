import type { FlowEvent } from '#flows/events/event.ts'
import type { JsonObject } from '#flows/json.ts'
import type { Sql } from '../client.ts'

/** The newest event of a name in a workspace: an example for previews. */
export async function newestEvent(
  sql: Sql,
  { workspaceId, name }: { workspaceId: string; name: string },
): Promise<FlowEvent | null> {
  const [row] = await sql<
    { id: string; time: Date; properties: JsonObject; value: string | null; currency: string | null }[]
  >`
    select id, time, properties, value, currency from events
    where workspace_id = ${workspaceId} and name = ${name} order by time desc limit 1`
  return row ? { ...row, name, time: row.time.getTime() } : null
}
