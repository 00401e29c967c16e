import type { Sql } from '../client.ts'

export interface ListedKey {
  id: string
  name: string
  kind: 'secret' | 'public'
  prefix: string
  scopes: ('ingest' | 'read' | 'write')[]
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export interface NewKey {
  id: string
  workspaceId: string
  name: string
  kind: 'secret' | 'public'
  hash: string
  prefix: string
  scopes: string[]
  createdAt: Date
}

export async function insertApiKey(sql: Sql, key: NewKey): Promise<void> {
  await sql`
    insert into api_keys (id, workspace_id, name, kind, hash, prefix, scopes, created_at)
    values (${key.id}, ${key.workspaceId}, ${key.name}, ${key.kind}, ${key.hash}, ${key.prefix},
            ${key.scopes}::text[], ${key.createdAt})`
}

/** A workspace's keys, the newest first, revoked ones too. */
export async function apiKeysOf(sql: Sql, workspaceId: string): Promise<ListedKey[]> {
  return sql<ListedKey[]>`
    select id, name, kind, prefix, scopes, created_at as "createdAt", last_used_at as "lastUsedAt",
           revoked_at as "revokedAt"
    from api_keys where workspace_id = ${workspaceId} order by created_at desc, id desc`
}

/** Whether there was such a key that still worked. */
export async function endApiKey(sql: Sql, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const rows = await sql`
    update api_keys set revoked_at = ${now}
    where workspace_id = ${workspaceId} and id = ${id} and revoked_at is null returning id`
  return rows.length > 0
}
