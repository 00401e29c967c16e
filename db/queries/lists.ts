import { v7 } from 'uuid'
import type { Sql, Tx } from '../client.ts'

export interface ListRow {
  id: string
  name: string
  createdAt: Date
  members: number
}

const columns = (sql: Sql | Tx) => sql`
  l.id, l.name, l.created_at as "createdAt",
  (select count(*)::int from memberships m where m.group_id = l.id) as members`

/** Lists of a workspace by name, after a name. */
export function listRows(
  sql: Sql,
  { workspaceId, after, limit }: { workspaceId: string; after: string | null; limit: number },
): Promise<ListRow[]> {
  return sql<ListRow[]>`
    select ${columns(sql)} from lists l
    where l.workspace_id = ${workspaceId} ${after === null ? sql`` : sql`and l.name > ${after}`}
    order by l.name limit ${limit}`
}

/** A list of a workspace by its id. */
export async function findList(sql: Sql | Tx, workspaceId: string, id: string): Promise<ListRow | null> {
  const [row] = await sql<ListRow[]>`
    select ${columns(sql)} from lists l where l.id = ${id} and l.workspace_id = ${workspaceId}`
  return row ?? null
}

/** Makes a list; null when the workspace has one with this name. */
export async function insertList(
  sql: Sql | Tx,
  list: { id: string; workspaceId: string; name: string; now: Date },
): Promise<string | null> {
  const rows = await sql`
    insert into lists (id, workspace_id, name, created_at)
    values (${list.id}, ${list.workspaceId}, ${list.name}, ${list.now}) on conflict do nothing returning 1`
  return rows.length > 0 ? list.id : null
}

/** Gives a list another name; false when there is none, or the name is taken. */
export async function renameList(sql: Sql, workspaceId: string, id: string, name: string): Promise<boolean> {
  const rows = await sql`
    update lists set name = ${name} where id = ${id} and workspace_id = ${workspaceId}
      and not exists (select 1 from lists o where o.workspace_id = ${workspaceId} and o.name = ${name} and o.id <> ${id})
    returning 1`
  return rows.length > 0
}

/** Ends a list and its memberships. */
export async function deleteList(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const rows = await tx`delete from lists where id = ${id} and workspace_id = ${workspaceId} returning 1`
  if (rows.length > 0)
    await tx`delete from memberships where group_id = ${id} and workspace_id = ${workspaceId}`
  return rows.length > 0
}

/**
 * The lists that names or ids stand for in one workspace, by what was asked. `make`: a name that no list has becomes one.
 */
export async function resolveLists(
  tx: Tx,
  workspaceId: string,
  wanted: string[],
  make: { now: Date } | null,
): Promise<Map<string, { id: string; name: string }>> {
  const names = [...new Set(wanted)]
  const load = () => tx<{ id: string; name: string }[]>`
    select id, name from lists where workspace_id = ${workspaceId} and (name = any(${names}::text[]) or id::text = any(${names}::text[]))`
  let rows = await load()
  const missing = names.filter((one) => !rows.some(({ id, name }) => id === one || name === one))
  if (make !== null && missing.length > 0) {
    for (const name of missing.sort()) {
      await insertList(tx, { id: v7({ msecs: make.now.getTime() }), workspaceId, name, now: make.now })
    }
    rows = await load()
  }
  return new Map(
    names.flatMap((one) => {
      const row = rows.find(({ id, name }) => id === one || name === one)
      return row ? [[one, row] as const] : []
    }),
  )
}
