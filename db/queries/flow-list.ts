import type { Edge, Trigger } from '#flows/graph/flow.ts'
import type { FlowShape } from '#flows/graph/flow-shape.ts'
import type { Sql } from '../client.ts'
import type { FlowStatus } from './flows.ts'

export interface FlowListRow {
  id: string
  name: string
  status: FlowStatus
  updatedAt: Date
  tags: string[]
  trigger: Trigger | null
  nodes: FlowShape['nodes']
  edges: Edge[]
  entered: number
  active: number
}

/**
 * Flows of a workspace, newest first, after the flow `after`, with how many people entered and are inside. Of the drafts'
 * steps only what a picture needs leaves the database: the contents of messages are most of a draft.
 */
export async function listFlowRows(
  sql: Sql,
  { workspaceId, after, limit }: { workspaceId: string; after: string | null; limit: number },
): Promise<FlowListRow[]> {
  return sql<FlowListRow[]>`
    with page as (
      select id, name, status, updated_at, tags, draft from flows
      where workspace_id = ${workspaceId} ${after === null ? sql`` : sql`and id < ${after}`}
      order by id desc limit ${limit}
    ), people as (
      select flow_id, count(*)::int as entered,
        (count(*) filter (where status in ('waiting', 'held')))::int as active
      from runs where flow_id in (select id from page) group by 1
    )
    select p.id, p.name, p.status, p.updated_at as "updatedAt", p.tags, p.draft->'trigger' as trigger,
      (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', n->'id', 'kind', n->'kind', 'branches',
          case n->>'kind' when 'split' then jsonb_path_query_array(n, '$.config.branches[*].id')
            when 'experiment' then jsonb_path_query_array(n, '$.config.paths[*].id') end))), '[]')
        from jsonb_array_elements(p.draft->'nodes') as n) as nodes,
      coalesce(p.draft->'edges', '[]') as edges, coalesce(r.entered, 0) as entered, coalesce(r.active, 0) as active
    from page p left join people r on r.flow_id = p.id order by p.id desc`
}
