import type { Sql, Tx } from '../client.ts'

/** The time zones of workspaces by their ids. */
export async function workspaceZones(tx: Sql | Tx, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx<{ id: string; zone: string }[]>`
    select id, time_zone as zone from workspaces where id = any(${ids}::uuid[])`
  return new Map(rows.map(({ id, zone }) => [id, zone]))
}
