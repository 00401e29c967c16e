import type { Sql } from '../client.ts'

export interface ApiKeyRow {
  id: string
  workspaceId: string
  kind: 'secret' | 'public'
  scopes: ('ingest' | 'read' | 'write')[]
  country: string
}

/** A key that was not revoked, by its hash, with its workspace's country. */
export async function findApiKey(sql: Sql, hash: string): Promise<ApiKeyRow | null> {
  const [row] = await sql<ApiKeyRow[]>`
    select k.id, k.workspace_id as "workspaceId", k.kind, k.scopes, w.country
    from api_keys k join workspaces w on w.id = k.workspace_id
    where k.hash = ${hash} and k.revoked_at is null`
  return row ?? null
}

/** Notes when keys were last used. */
export async function markKeysUsed(sql: Sql, ids: string[], now: Date): Promise<void> {
  await sql`update api_keys set last_used_at = ${now} where id = any(${ids}::uuid[])`
}
