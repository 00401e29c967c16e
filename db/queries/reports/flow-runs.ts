import type { Sql } from '../../client.ts'
import { beforeEnd, type Period, within } from './period.ts'

/** Which runs, steps and messages a report of one flow is about; null is every version. */
export interface FlowScope extends Period {
  workspaceId: string
  flowId: string
  versionId: string | null
}

/** Rows of one flow and, where the report asks for one, of one version. */
export function ofFlow(sql: Sql, { workspaceId, flowId, versionId }: FlowScope) {
  return sql`flow_id = ${flowId} and workspace_id = ${workspaceId}
    ${versionId === null ? sql`` : sql`and version_id = ${versionId}`}`
}

export interface RunFigures {
  status: 'waiting' | 'held' | 'completed' | 'exited' | 'failed'
  reason: string | null
  /** Where active runs stand. */
  node: string | null
  /** Runs that began in the period. */
  entered: number
  /** Runs that ended in the period. */
  ended: number
  /** Runs that stand there now, whenever they began. */
  standing: number
}

/** Runs of a flow by how they stand: who entered and ended in the period, and who is inside now. */
export function flowRuns(sql: Sql, scope: FlowScope): Promise<RunFigures[]> {
  return sql<RunFigures[]>`
    select status, case when status in ('waiting', 'held') then null else reason end as reason,
      case when status in ('waiting', 'held') then node end as node,
      (count(*) filter (where ${within(sql, 'started_at', scope)}))::int as entered,
      (count(*) filter (where ${within(sql, 'ended_at', scope)}))::int as ended,
      (count(*) filter (where status in ('waiting', 'held')))::int as standing
    from runs where ${ofFlow(sql, scope)} and (${beforeEnd(sql, 'started_at', scope)} or status in ('waiting', 'held'))
    group by 1, 2, 3`
}
