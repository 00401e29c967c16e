import type { FlowSummary, Money } from '../api/flows.ts'
import { addDays, daysOf } from '../reports/days.ts'
import { amountIn } from '../reports/figures.ts'

/** How many days the lines in the list go back, today among them. */
export const LINE_DAYS = 30

/** A flow's last days as lines: one value for each day, the earliest first. */
export interface RecentDays {
  entered: number[]
  /** In `currency` alone: amounts of several currencies make no line. */
  revenue: number[]
  /** The workspace's, or where a flow earned in others only, the first of them. */
  currency: string
  /** What came in over these days, in every currency, the own one first. */
  earned: Money[]
}

/** Fills the days on which nothing happened. `today` is the workspace's. */
export function recentDays(
  { days }: Pick<FlowSummary, 'days'>,
  today: string,
  ownCurrency: string,
): RecentDays {
  const byDay = new Map(days.map((day) => [day.day, day]))
  const shown = daysOf({ from: addDays(today, 1 - LINE_DAYS), to: today }).map((day) => byDay.get(day))
  const amounts = shown.flatMap((day) => day?.revenue ?? [])
  const currencies = [...new Set(amounts.map((sum) => sum.currency))].sort(
    (a, b) => Number(b === ownCurrency) - Number(a === ownCurrency) || a.localeCompare(b),
  )
  const currency = currencies[0] ?? ownCurrency
  return {
    entered: shown.map((day) => day?.entered ?? 0),
    revenue: shown.map((day) => amountIn(day?.revenue ?? [], currency)),
    currency,
    earned: currencies.map((one) => ({ currency: one, amount: totalIn(amounts, one) })),
  }
}

/** The sum in one currency, with as many digits as the longest amount has. */
function totalIn(amounts: readonly Money[], currency: string): string {
  const own = amounts.filter((sum) => sum.currency === currency).map(({ amount }) => amount)
  const digits = Math.max(...own.map((amount) => amount.split('.')[1]?.length ?? 0))
  return own.reduce((total, amount) => total + Number(amount), 0).toFixed(digits)
}
