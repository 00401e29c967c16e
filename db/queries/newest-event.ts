import type { FlowEvent } from '#flows/events/event.ts'
import type { JsonObject } from '#flows/json.ts'
import type { Sql } from '../client.ts'
import { partOf } from '../part.ts'

/** The newest event of a name, of one person or of anybody in a workspace: an example for previews. */
export async function newestEvent(
  sql: Sql,
  { workspaceId, name, profileId = null }: { workspaceId: string; name: string; profileId?: string | null },
): Promise<FlowEvent | null> {
  const [row] = await sql<
    { id: string; time: Date; properties: JsonObject; value: string | null; currency: string | null }[]
  >`
    select id, time, properties, value, currency from events
    where workspace_id = ${workspaceId} and name = ${name}
      ${profileId === null ? sql`` : sql`and part = ${partOf(workspaceId, profileId)} and profile_id = ${profileId}`}
    order by time desc limit 1`
  return row ? { ...row, name, time: row.time.getTime() } : null
}
