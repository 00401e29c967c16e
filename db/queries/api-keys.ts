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

/** The working keys of a workspace, newest first. */
export async function apiKeysOf(
  sql: Sql,
  workspaceId: string,
): Promise<
  {
    id: string
    name: string
    kind: 'secret' | 'public'
    prefix: string
    scopes: string[]
    createdAt: Date
    lastUsedAt: Date | null
  }[]
> {
  return sql`
    select id, name, kind, prefix, scopes, created_at as "createdAt", last_used_at as "lastUsedAt"
    from api_keys where workspace_id = ${workspaceId} and revoked_at is null
    order by created_at desc, id desc`
}

export async function insertApiKey(
  sql: Sql,
  key: {
    id: string
    workspaceId: string
    name: string
    kind: 'secret' | 'public'
    hash: string
    prefix: string
    scopes: string[]
    now: Date
  },
): Promise<void> {
  await sql`
    insert into api_keys (id, workspace_id, name, kind, hash, prefix, scopes, created_at)
    values (${key.id}, ${key.workspaceId}, ${key.name}, ${key.kind}, ${key.hash}, ${key.prefix},
      ${key.scopes}::text[], ${key.now})`
}

/** Ends a key; false when there is no working one with this id. */
export async function revokeApiKey(sql: Sql, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const rows = await sql`
    update api_keys set revoked_at = ${now}
    where workspace_id = ${workspaceId} and id = ${id} and revoked_at is null returning id`
  return rows.length > 0
}
