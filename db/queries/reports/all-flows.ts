import type { Sql } from '../../client.ts'
import { beforeEnd, type Period, within } from './period.ts'

export interface FlowLine {
  id: string
  name: string
  status: 'draft' | 'live' | 'paused' | 'archived'
  entered: number
  sent: number
  opened: number
  clicked: number
}

export interface FlowRevenueLine {
  flowId: string
  currency: string | null
  orders: number
  amount: string
}

type Scope = Period & { workspaceId: string }

/** Every flow of a workspace with its entries and messages of the period. */
export function flowLines(sql: Sql, { workspaceId, ...period }: Scope): Promise<FlowLine[]> {
  return sql<FlowLine[]>`
    with runs_of as (
      select flow_id, count(*)::int as entered from runs
      where flow_id in (select id from flows where workspace_id = ${workspaceId}) and ${within(sql, 'started_at', period)}
      group by flow_id),
    messages_of as (
      select flow_id,
        (count(*) filter (where ${within(sql, 'sent_at', period)}))::int as sent,
        (count(*) filter (where ${within(sql, 'opened_at', period)}))::int as opened,
        (count(*) filter (where ${within(sql, 'clicked_at', period)}))::int as clicked
      from messages where workspace_id = ${workspaceId} and ${beforeEnd(sql, 'created_at', period)}
      group by flow_id)
    select f.id, f.name, f.status, coalesce(r.entered, 0) as entered, coalesce(m.sent, 0) as sent,
      coalesce(m.opened, 0) as opened, coalesce(m.clicked, 0) as clicked
    from flows f left join runs_of r on r.flow_id = f.id left join messages_of m on m.flow_id = f.id
    where f.workspace_id = ${workspaceId}`
}

/** Orders of the period credited to each flow of a workspace, by currency. */
export function flowRevenueLines(sql: Sql, { workspaceId, ...period }: Scope): Promise<FlowRevenueLine[]> {
  return sql<FlowRevenueLine[]>`
    select flow_id as "flowId", currency, count(*)::int as orders, sum(amount)::text as amount
    from conversions where workspace_id = ${workspaceId} and ${within(sql, 'at', period)}
    group by 1, 2`
}
