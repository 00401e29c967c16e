import type { DayFigures } from '#db/queries/reports/days.ts'
import { type Amount, amountsByCurrency } from './amounts.ts'

/** What happened on one day of the workspace's calendar. Days on which nothing happened are left out. */
export interface ReportDay {
  /** `2026-11-22` */
  day: string
  entered: number
  sent: number
  opened: number
  clicked: number
  orders: number
  revenue: Amount[]
}

/** Figures by metric as one line per day, the earliest first. */
export function reportDays(figures: readonly DayFigures[], ownCurrency: string): ReportDay[] {
  const days = Map.groupBy(figures, ({ day }) => day)
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([day, rows]) => reportDay(day, rows, ownCurrency))
}

function reportDay(day: string, rows: readonly DayFigures[], ownCurrency: string): ReportDay {
  const total = (metric: DayFigures['metric']) =>
    rows.reduce((sum, row) => (row.metric === metric ? sum + row.count : sum), 0)
  return {
    day,
    entered: total('entered'),
    sent: total('sent'),
    opened: total('opened'),
    clicked: total('clicked'),
    orders: total('orders'),
    revenue: amountsByCurrency(
      rows.flatMap(({ currency, amount }) => (amount === null ? [] : [{ currency, amount }])),
      ownCurrency,
    ),
  }
}
