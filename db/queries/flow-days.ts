import type { Sql } from '../client.ts'
import { type Period, within } from './reports/period.ts'

/** What one day of the workspace's calendar brought a flow: entries, or revenue in one currency. */
export interface FlowDayRow {
  flowId: string
  /** `2026-11-22` */
  day: string
  entered: number
  currency: string | null
  /** Decimal string; null for entries. */
  amount: string | null
}

interface FlowDaysScope extends Period {
  workspaceId: string
  flowIds: string[]
  /** IANA name of the zone whose calendar is meant. */
  timeZone: string
}

/** Entries and credited orders of several flows by day, the earliest first; days without any are left out. */
export function flowDays(
  sql: Sql,
  { workspaceId, flowIds, timeZone, ...period }: FlowDaysScope,
): Promise<FlowDayRow[]> {
  const rows = sql`workspace_id = ${workspaceId} and flow_id = any(${flowIds}::uuid[])`
  const day = (column: string) => sql`(${sql(column)} at time zone ${timeZone})::date`
  return sql<FlowDayRow[]>`
    select flow_id as "flowId", to_char(day, 'YYYY-MM-DD') as day, entered, currency, amount from (
      select flow_id, ${day('started_at')} as day, count(*)::int as entered, null as currency, null as amount
      from runs where ${rows} and ${within(sql, 'started_at', period)} group by 1, 2
      union all
      select flow_id, ${day('at')}, 0, currency, sum(amount)::text
      from conversions where ${rows} and ${within(sql, 'at', period)} group by 1, 2, 4
    ) as figures order by figures.day`
}
