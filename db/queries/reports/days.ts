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

const MESSAGE_INSTANTS = { sent: 'sent_at', opened: 'opened_at', clicked: 'clicked_at' } as const

/** What happened on each day of the period: entries, messages, and credited orders by currency. */
export function dayFigures(sql: Sql, scope: DaysScope): Promise<DayFigures[]> {
  const { workspaceId, flowId, versionId, timeZone } = scope
  const rows = sql`workspace_id = ${workspaceId}
    ${flowId === null ? sql`` : sql`and flow_id = ${flowId}`}
    ${versionId === null ? sql`` : sql`and version_id = ${versionId}`}`
  const day = (column: string) => sql`to_char(${sql(column)} at time zone ${timeZone}, 'YYYY-MM-DD')`
  const messages = (metric: keyof typeof MESSAGE_INSTANTS) => {
    const column = MESSAGE_INSTANTS[metric]
    return sql`
      select ${day(column)} as day, ${metric} as metric, null as currency, count(*)::int as count, null as amount
      from messages where ${rows} and ${beforeEnd(sql, 'created_at', scope)} and ${within(sql, column, scope)} group by 1`
  }
  return sql<DayFigures[]>`
    select ${day('started_at')} as day, 'entered' as metric, null as currency, count(*)::int as count, null as amount
    from runs where ${rows} and ${within(sql, 'started_at', scope)} group by 1
    union all ${messages('sent')}
    union all ${messages('opened')}
    union all ${messages('clicked')}
    union all
    select ${day('at')}, 'orders', currency, count(*)::int, sum(amount)::text
    from conversions where ${rows} and ${within(sql, 'at', scope)} group by 1, 3
    order by 1`
}
