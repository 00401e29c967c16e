import type { Sql } from '../../client.ts'

export interface FlowGraphs {
  name: string
  status: 'draft' | 'live' | 'paused' | 'archived'
  draft: unknown
  /** Graphs of all versions, the newest first. */
  versions: { id: string; number: number; graph: unknown }[]
}

/** A flow's draft and published graphs, to name the steps of a report; undefined when there is no such flow. */
export async function flowGraphs(
  sql: Sql,
  { workspaceId, flowId }: { workspaceId: string; flowId: string },
): Promise<FlowGraphs | undefined> {
  const [flow, versions] = await Promise.all([
    sql<Omit<FlowGraphs, 'versions'>[]>`
      select name, status, draft from flows where id = ${flowId} and workspace_id = ${workspaceId}`,
    sql<FlowGraphs['versions']>`
      select id, number, graph from flow_versions where flow_id = ${flowId} and workspace_id = ${workspaceId}
      order by number desc`,
  ])
  return flow[0] && { ...flow[0], versions }
}
