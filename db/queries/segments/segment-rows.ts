import type { Condition } from '#flows/conditions/condition.ts'
import type { Sql, Tx } from '../../client.ts'

export interface SegmentRow {
  id: string
  workspaceId: string
  name: string
  definition: Condition
  kind: 'live' | 'static'
  causes: string[]
  asks: string[]
  clocked: boolean
  revision: number
  computed: number
  computedAt: Date | null
  createdBy: string | null
  createdAt: Date
  updatedAt: Date
}

const COLUMNS = (sql: Sql | Tx) => sql`
  s.id, s.workspace_id as "workspaceId", s.name, s.definition, s.kind, s.causes, s.asks, s.clocked, s.revision, s.computed,
  s.computed_at as "computedAt", s.created_by as "createdBy", s.created_at as "createdAt", s.updated_at as "updatedAt"`

/** The segments of some workspaces, by name. */
export function segmentsOf(sql: Sql | Tx, workspaceIds: readonly string[]): Promise<SegmentRow[]> {
  return sql<SegmentRow[]>`
    select ${COLUMNS(sql)} from segments s where s.workspace_id = any(${[...workspaceIds]}::uuid[]) order by s.name, s.id`
}

export async function findSegment(
  sql: Sql | Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
  locking = false,
): Promise<SegmentRow | null> {
  const [row] = await sql<SegmentRow[]>`
    select ${COLUMNS(sql)} from segments s where s.id = ${id} and s.workspace_id = ${workspaceId}
    ${locking ? sql`for update` : sql``}`
  return row ?? null
}

/** How many people each segment has, by its id. */
export async function segmentSizes(sql: Sql | Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; size: number }[]>`
    select group_id as id, count(*)::int as size from memberships where group_id = any(${[...ids]}::uuid[]) group by group_id`
  return new Map(rows.map(({ id, size }) => [id, size]))
}

export type NewSegment = Pick<
  SegmentRow,
  'id' | 'workspaceId' | 'name' | 'definition' | 'kind' | 'causes' | 'asks' | 'clocked' | 'createdBy'
>

/** Stores a segment; null when its name is taken. */
export async function insertSegment(tx: Tx, segment: NewSegment, now: Date): Promise<string | null> {
  const { id, workspaceId, name, definition, kind, causes, asks, clocked, createdBy } = segment
  const [row] = await tx<{ id: string }[]>`
    insert into segments (id, workspace_id, name, definition, kind, causes, asks, clocked, created_by, created_at, updated_at)
    values (${id}, ${workspaceId}, ${name}, ${tx.json(definition as never)}, ${kind}, ${causes}::text[], ${asks}::uuid[],
      ${clocked}, ${createdBy}, ${now}, ${now})
    on conflict (workspace_id, name) do nothing returning id`
  return row?.id ?? null
}

/** Changes a segment; false when its name is taken. `revised`: its definition is another one. */
export async function writeSegment(
  tx: Tx,
  segment: Pick<SegmentRow, 'id' | 'workspaceId' | 'name' | 'definition' | 'causes' | 'asks' | 'clocked'>,
  { revised, now }: { revised: boolean; now: Date },
): Promise<boolean> {
  const { id, workspaceId, name, definition, causes, asks, clocked } = segment
  const [taken] = await tx`
    select 1 from segments where workspace_id = ${workspaceId} and name = ${name} and id <> ${id}`
  if (taken) return false
  await tx`
    update segments set name = ${name}, definition = ${tx.json(definition as never)}, causes = ${causes}::text[],
      asks = ${asks}::uuid[], clocked = ${clocked}, revision = revision + ${revised ? 1 : 0}, updated_at = ${now}
    where id = ${id} and workspace_id = ${workspaceId}`
  return true
}

/** Sets anew what a segment depends on, when one that it asks for was changed. */
export async function writeCauses(
  tx: Tx,
  segment: Pick<SegmentRow, 'id' | 'workspaceId' | 'causes' | 'clocked'>,
): Promise<void> {
  await tx`
    update segments set causes = ${segment.causes}::text[], clocked = ${segment.clocked}
    where id = ${segment.id} and workspace_id = ${segment.workspaceId}`
}

/** Notes that all members of a revision are found, unless there is a newer one. */
export async function endComputing(
  tx: Sql | Tx,
  { id, revision, now }: { id: string; revision: number; now: Date },
) {
  await tx`
    update segments set computed = ${revision}, computed_at = ${now} where id = ${id} and computed < ${revision}`
}

/** Takes a segment away with its members; their histories stay. */
export async function deleteSegmentRow(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const rows = await tx`delete from segments where id = ${id} and workspace_id = ${workspaceId} returning id`
  if (rows.length === 0) return false
  await tx`delete from segment_flips where segment_id = ${id}`
  await tx`delete from memberships where group_id = ${id} and workspace_id = ${workspaceId}`
  return true
}
