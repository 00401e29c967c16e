import type { Sql, Tx } from '../client.ts'
import type { ConnectionRow } from './message-facts.ts'

const columns = (sql: Sql | Tx) => sql`
  id, workspace_id as "workspaceId", channel, provider, settings, secrets, status, last_error as "lastError",
  created_at as "createdAt", tested_at as "testedAt"`

/** A connection by id alone: for callbacks, whose signature says whose they are. */
export async function connectionById(sql: Sql | Tx, id: string): Promise<ConnectionRow | null> {
  const [row] = await sql<ConnectionRow[]>`select ${columns(sql)} from connections where id = ${id}`
  return row ?? null
}

/** The workspace's connections, newest first. */
export async function listConnectionRows(sql: Sql, workspaceId: string): Promise<ConnectionRow[]> {
  return sql<ConnectionRow[]>`
    select ${columns(sql)} from connections where workspace_id = ${workspaceId} order by created_at desc`
}

/** Adds a connection; the one that stood for its channel before is disabled. */
export async function insertConnection(tx: Tx, row: ConnectionRow): Promise<void> {
  await tx`
    update connections set status = 'disabled'
    where workspace_id = ${row.workspaceId} and channel = ${row.channel} and status <> 'disabled'`
  await tx`
    insert into connections (id, workspace_id, channel, provider, settings, secrets, status, last_error, created_at, tested_at)
    values (${row.id}, ${row.workspaceId}, ${row.channel}, ${row.provider}, ${tx.json(row.settings as never)}, ${row.secrets},
      ${row.status}, ${row.lastError}, ${row.createdAt}, ${row.testedAt})`
}

/** Changes a connection's settings, secrets or state. */
export async function updateConnectionRow(
  sql: Sql,
  { id, workspaceId, settings, secrets, status, lastError, testedAt }: ConnectionRow,
): Promise<void> {
  await sql`
    update connections set settings = ${sql.json(settings as never)}, secrets = ${secrets}, status = ${status},
      last_error = ${lastError}, tested_at = ${testedAt}
    where id = ${id} and workspace_id = ${workspaceId}`
}
