import { type FlowLine, flowLines, flowRevenueLines } from '#db/queries/reports/all-flows.ts'
import { dayFigures } from '#db/queries/reports/days.ts'
import { figuresSettings } from '#db/queries/reports/figures-settings.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type Amount, amountsByCurrency } from './amounts.ts'
import { type ReportDay, reportDays } from './report-days.ts'
import { type ReportPeriod, resolvePeriod } from './report-period.ts'

export interface FlowEarnings extends FlowLine {
  orders: number
  revenue: Amount[]
}

/** All flows side by side, with their sums and what happened each day. */
export interface FlowsReport {
  /** RFC 3339, half open; null is open. */
  from: string | null
  to: string | null
  timeZone: string
  currency: string
  totals: Omit<FlowEarnings, 'id' | 'name' | 'status'>
  flows: FlowEarnings[]
  days: ReportDay[]
}

/** What each flow of the workspace did and earned in the period; what earned most in the own currency comes first. */
export async function flowsReport({ ctx, input }: { ctx: Ctx; input: ReportPeriod }): Promise<FlowsReport> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const settings = await figuresSettings(sql, workspaceId)
  if (settings === undefined) throw new AppError('not_found', 'There is no such workspace.')
  const { timeZone, currency } = settings
  const period = resolvePeriod(input, timeZone)
  const scope = { workspaceId, ...period }
  const [lines, revenue, days] = await Promise.all([
    flowLines(sql, scope),
    flowRevenueLines(sql, scope),
    dayFigures(sql, { ...scope, flowId: null, versionId: null, timeZone }),
  ])
  const flows = lines
    .map((line) => {
      const own = revenue.filter(({ flowId }) => flowId === line.id)
      return { ...line, orders: sum(own, 'orders'), revenue: amountsByCurrency(own, currency) }
    })
    .sort(
      (a, b) => earned(b, currency) - earned(a, currency) || b.sent - a.sent || a.name.localeCompare(b.name),
    )
  return {
    from: period.from?.toISOString() ?? null,
    to: period.to?.toISOString() ?? null,
    timeZone,
    currency,
    totals: {
      entered: sum(lines, 'entered'),
      sent: sum(lines, 'sent'),
      opened: sum(lines, 'opened'),
      clicked: sum(lines, 'clicked'),
      orders: sum(revenue, 'orders'),
      revenue: amountsByCurrency(revenue, currency),
    },
    flows,
    days: reportDays(days, currency),
  }
}

/** For sorting only: amounts are summed and shown exactly elsewhere. */
function earned({ revenue }: FlowEarnings, currency: string): number {
  return Number(revenue.find((amount) => amount.currency === currency)?.amount ?? 0)
}

function sum<K extends string>(rows: readonly Record<K, number>[], figure: K): number {
  return rows.reduce((total, row) => total + row[figure], 0)
}
