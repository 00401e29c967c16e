import type { ReportDay, ReportRange } from '../api/reports.ts'
import type { DayPoint } from '../charts/day-chart.tsx'
import { daysOf } from './days.ts'
import { amountIn } from './figures.ts'

export const DAY_METRICS = ['sent', 'opened', 'clicked', 'orders', 'revenue'] as const
export type DayMetric = (typeof DAY_METRICS)[number]

/** Every day of a range with its figures, days without any as zeros. */
export function filledDays(days: readonly ReportDay[], range: ReportRange): ReportDay[] {
  const known = new Map(days.map((day) => [day.day, day]))
  return daysOf(range).map(
    (day) => known.get(day) ?? { day, entered: 0, sent: 0, opened: 0, clicked: 0, orders: 0, revenue: [] },
  )
}

/** One metric by day beside the same day of the range before (none while that is not known). */
export function daySeries(
  days: readonly ReportDay[],
  previous: readonly ReportDay[] | null,
  { metric, currency }: { metric: DayMetric; currency: string },
): DayPoint[] {
  const value = (day: ReportDay) => (metric === 'revenue' ? amountIn(day.revenue, currency) : day[metric])
  return days.map((day, index) => {
    const before = previous?.[index]
    return {
      day: day.day,
      value: value(day),
      previousDay: before?.day ?? null,
      previous: before ? value(before) : null,
    }
  })
}
