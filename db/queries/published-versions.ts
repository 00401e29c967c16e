import type { Flow } from '#flows/graph/flow.ts'
import type { Sql, Tx } from '../client.ts'

/** Makes the next version of a locked flow and lets it be the live one; returns its number. */
export async function insertVersion(
  tx: Tx,
  version: {
    id: string
    flowId: string
    workspaceId: string
    graph: Flow
    by: string | null
    note: string | null
    now: Date
  },
): Promise<number> {
  const [row] = await tx<{ number: number }[]>`
    insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at, published_by, note)
    select ${version.id}, ${version.flowId}, ${version.workspaceId}, coalesce(max(number), 0) + 1,
      ${tx.json(version.graph as never)}, ${version.now}, ${version.by}, ${version.note}
    from flow_versions where flow_id = ${version.flowId} returning number`
  await tx`
    update flows set live_version_id = ${version.id}, updated_at = ${version.now},
      status = case when status = 'draft' then 'live' else status end
    where id = ${version.flowId}`
  return row!.number
}

export interface VersionRow {
  id: string
  number: number
  publishedAt: Date
  publishedBy: string | null
  note: string | null
  live: boolean
  active: number
}

/** Versions of a flow, newest first, with how many people are inside each. */
export async function listVersionRows(
  sql: Sql,
  { workspaceId, flowId }: { workspaceId: string; flowId: string },
): Promise<VersionRow[]> {
  return sql<VersionRow[]>`
    select v.id, v.number, v.published_at as "publishedAt", v.published_by as "publishedBy", v.note,
      coalesce(f.live_version_id = v.id, false) as live, coalesce(r.active, 0) as active
    from flow_versions v join flows f on f.id = v.flow_id
    left join (
      select version_id, count(*)::int as active from runs
      where flow_id = ${flowId} and status in ('waiting', 'held') group by 1
    ) r on r.version_id = v.id
    where v.flow_id = ${flowId} and v.workspace_id = ${workspaceId} order by v.number desc`
}

/** The graph of one version, as it was stored; null where the flow has none of this number. */
export async function versionGraph(sql: Sql | Tx, flowId: string, number: number): Promise<unknown> {
  const [row] = await sql<{ graph: unknown }[]>`
    select graph from flow_versions where flow_id = ${flowId} and number = ${number}`
  return row?.graph ?? null
}

/** Every step that any version of a flow has or had, with the kind it had last. */
export async function nodeKinds(sql: Sql | Tx, flowId: string): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; kind: string }[]>`
    select distinct on (n->>'id') n->>'id' as id, n->>'kind' as kind
    from flow_versions v cross join lateral jsonb_array_elements(v.graph->'nodes') n
    where v.flow_id = ${flowId} order by n->>'id', v.number desc`
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}
