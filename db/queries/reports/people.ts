import type { Sql } from '../../client.ts'
import { type Period, within } from './period.ts'

/** People of a workspace who were first seen in the period; merged ones count once. */
export async function peopleCount(
  sql: Sql,
  { workspaceId, ...period }: Period & { workspaceId: string },
): Promise<number> {
  const [row] = await sql<[{ people: number }]>`
    select count(*)::int as people from profiles
    where workspace_id = ${workspaceId} and merged_into is null and ${within(sql, 'created_at', period)}`
  return row.people
}
