import type { Flow } from '#flows/graph/flow.ts'
import type { Sql, Tx } from '../client.ts'

export type FlowStatus = 'draft' | 'live' | 'paused' | 'archived'

/** A flow with its draft and what is published of it. */
export interface FlowRow {
  id: string
  name: string
  status: FlowStatus
  /** As it was saved: to be read with the flow schema. */
  draft: unknown
  revision: number
  updatedAt: Date
  updatedBy: string | null
  tags: string[]
  live: { versionId: string; number: number; publishedAt: Date; graph: unknown } | null
}

interface Row extends Omit<FlowRow, 'live'> {
  versionId: string | null
  number: number
  publishedAt: Date
  graph: unknown
}

/** One flow of a workspace. `lock` keeps others from changing it until the transaction ends. */
export async function findFlow(
  sql: Sql | Tx,
  { workspaceId, id, lock = false }: { workspaceId: string; id: string; lock?: boolean },
): Promise<FlowRow | null> {
  const [row] = await sql<Row[]>`
    select f.id, f.name, f.status, f.draft, f.draft_revision as revision, f.updated_at as "updatedAt",
      f.updated_by as "updatedBy", f.tags, v.id as "versionId", v.number, v.published_at as "publishedAt", v.graph
    from flows f left join flow_versions v on v.id = f.live_version_id
    where f.id = ${id} and f.workspace_id = ${workspaceId} ${lock ? sql`for update of f` : sql``}`
  if (row === undefined) return null
  const { versionId, number, publishedAt, graph, ...flow } = row
  return { ...flow, live: versionId === null ? null : { versionId, number, publishedAt, graph } }
}

/** Adds a flow that nobody has published. */
export async function insertFlow(
  sql: Sql | Tx,
  flow: { id: string; workspaceId: string; draft: Flow; tags: string[]; by: string | null; now: Date },
): Promise<void> {
  await sql`
    insert into flows (id, workspace_id, name, status, draft, draft_revision, tags, created_at, updated_at, updated_by)
    values (${flow.id}, ${flow.workspaceId}, ${flow.draft.name}, 'draft', ${sql.json(flow.draft as never)}, 1,
      ${flow.tags}, ${flow.now}, ${flow.now}, ${flow.by})`
}

/** Replaces the draft when nobody saved after `revision` (null: in any case); whether it did. */
export async function updateDraft(
  sql: Sql,
  save: {
    id: string
    workspaceId: string
    draft: Flow
    revision: number | null
    by: string | null
    now: Date
  },
): Promise<boolean> {
  const rows = await sql`
    update flows set draft = ${sql.json(save.draft as never)}, name = ${save.draft.name},
      draft_revision = draft_revision + 1, updated_at = ${save.now}, updated_by = ${save.by}
    where id = ${save.id} and workspace_id = ${save.workspaceId} and status <> 'archived'
      and (${save.revision}::int is null or draft_revision = ${save.revision}) returning 1`
  return rows.length > 0
}

/** Replaces the tags of a flow, whose draft stays as it was; whether there is such a flow. */
export async function replaceTags(
  sql: Sql,
  { id, workspaceId, tags }: { id: string; workspaceId: string; tags: string[] },
): Promise<boolean> {
  const rows = await sql`
    update flows set tags = ${tags} where id = ${id} and workspace_id = ${workspaceId} returning 1`
  return rows.length > 0
}

/** Sets the status of a flow that is locked. */
export async function setFlowStatus(tx: Tx, id: string, status: FlowStatus, now: Date): Promise<void> {
  await tx`update flows set status = ${status}, updated_at = ${now} where id = ${id}`
}

/** Deletes a flow that nobody ever published; whether it did. */
export async function deleteUnpublished(sql: Sql, workspaceId: string, id: string): Promise<boolean> {
  const rows = await sql`
    delete from flows f where f.id = ${id} and f.workspace_id = ${workspaceId} and f.live_version_id is null
      and not exists (select 1 from flow_versions v where v.flow_id = f.id) returning 1`
  return rows.length > 0
}

export interface FlowStanding {
  status: FlowStatus
  liveVersionId: string | null
}

/** Where a flow stands. Holds its row until the transaction ends, so that nobody pauses or publishes it meanwhile. */
export async function flowStanding(tx: Tx, id: string): Promise<FlowStanding | null> {
  const [row] = await tx<FlowStanding[]>`
    select status, live_version_id as "liveVersionId" from flows where id = ${id} for share`
  return row ?? null
}

/** Replaces the draft of a flow that is locked. */
export async function replaceDraft(
  tx: Tx,
  { id, draft, by, now }: { id: string; draft: Flow; by: string | null; now: Date },
): Promise<void> {
  await tx`
    update flows set draft = ${tx.json(draft as never)}, name = ${draft.name}, draft_revision = draft_revision + 1,
      updated_at = ${now}, updated_by = ${by}
    where id = ${id}`
}
