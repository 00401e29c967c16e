import type { Sql } from '../../client.ts'
import { beforeEnd, type Period, within } from './period.ts'

/** Rows of a workspace, or of one of its flows, by day of the workspace's calendar. */
export interface DaysScope extends Period {
  workspaceId: string
  flowId: string | null
  versionId: string | null
  /** IANA name of the zone whose calendar is meant. */
  timeZone: string
}

export interface DayFigures {
  /** `2026-11-22` */
  day: string
  metric: 'entered' | 'sent' | 'opened' | 'clicked' | 'orders'
  currency: string | null
  count: number
  /** Decimal string; null for what has no amount. */
  amount: string | null
}

/** What happened on each day of the period: entries, messages, and credited orders by currency. */
export function dayFigures(sql: Sql, scope: DaysScope): Promise<DayFigures[]> {
  const { workspaceId, flowId, versionId, timeZone } = scope
  const rows = sql`workspace_id = ${workspaceId}
    ${flowId === null ? sql`` : sql`and flow_id = ${flowId}`}
    ${versionId === null ? sql`` : sql`and version_id = ${versionId}`}`
  const day = (column: string) => sql`(${sql(column)} at time zone ${timeZone})::date`
  return sql<DayFigures[]>`
    select to_char(day, 'YYYY-MM-DD') as day, metric, currency, count, amount from (
      select ${day('started_at')} as day, 'entered' as metric, null as currency, count(*)::int as count, null as amount
      from runs where ${rows} and ${within(sql, 'started_at', scope)} group by 1
      union all
      select ${day('happened_at')}, metric, null, count(*)::int, null
      from messages cross join lateral
        (values ('sent', sent_at), ('opened', opened_at), ('clicked', clicked_at)) as v(metric, happened_at)
      where ${rows} and ${beforeEnd(sql, 'created_at', scope)} and ${within(sql, 'happened_at', scope)} group by 1, 2
      union all
      select ${day('at')}, 'orders', currency, count(*)::int, sum(amount)::text
      from conversions where ${rows} and ${within(sql, 'at', scope)} group by 1, 3
    ) as figures order by figures.day`
}
