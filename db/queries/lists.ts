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

/** A list that is meant: by its id, or by its name in a workspace. */
export interface ListNamed {
  workspaceId: string
  /** Its id or its name. */
  list: string
}

export interface ResolvedList {
  id: string
  name: string
}

/** The key under which `resolveLists` answers. */
export const listKey = ({ workspaceId, list }: ListNamed) => `${workspaceId} ${list}`

/**
 * The lists that are meant, by `listKey`, in one statement. A name to `make` that no list has becomes one, in another two.
 */
export async function resolveLists(
  tx: Tx,
  wanted: ListNamed[],
  make: ListNamed[],
  now: Date,
): Promise<Map<string, ResolvedList>> {
  const known = await findLists(tx, wanted)
  const missing = new Map(make.filter((one) => !known.has(listKey(one))).map((one) => [listKey(one), one]))
  if (missing.size === 0) return known
  // in one order everywhere, so that no two transactions wait for each other's new lists
  const fresh = [...missing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  await tx`
    insert into lists (id, workspace_id, name, created_at)
    select id, workspace_id, name, ${now}
    from unnest(${fresh.map(() => v7({ msecs: now.getTime() }))}::uuid[], ${fresh.map((one) => one.workspaceId)}::uuid[],
      ${fresh.map((one) => one.list)}::text[]) u(id, workspace_id, name)
    on conflict do nothing`
  return new Map([...known, ...(await findLists(tx, fresh))])
}

async function findLists(tx: Tx, wanted: ListNamed[]): Promise<Map<string, ResolvedList>> {
  const rows = await tx<(ResolvedList & ListNamed)[]>`
    select u.workspace_id as "workspaceId", u.list, l.id, l.name
    from unnest(${wanted.map((one) => one.workspaceId)}::uuid[], ${wanted.map((one) => one.list)}::text[]) u(workspace_id, list)
    join lists l on l.workspace_id = u.workspace_id and (l.name = u.list or l.id::text = u.list)`
  return new Map(rows.map(({ id, name, ...named }) => [listKey(named), { id, name }]))
}
