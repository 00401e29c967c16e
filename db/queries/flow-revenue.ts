import type { Sql } from '../client.ts'

export interface FlowRevenueRow {
  flowId: string
  currency: string | null
  amount: string
}

/** What flows earned in all, by currency. */
export function flowRevenue(sql: Sql, workspaceId: string, flowIds: string[]): Promise<FlowRevenueRow[]> {
  return sql<FlowRevenueRow[]>`
    select flow_id as "flowId", currency, sum(amount)::text as amount from conversions
    where workspace_id = ${workspaceId} and flow_id = any(${flowIds}::uuid[]) group by 1, 2`
}
