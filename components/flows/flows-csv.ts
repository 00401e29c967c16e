import { type Cell, csv } from '#flows/csv.ts'
import type { FlowSummary } from '../api/flows.ts'

/** The list as CSV: one row per flow in the order given, with a revenue column for each currency. */
export function flowsCsv(flows: readonly FlowSummary[]): string {
  const revenueOf = ({ revenue = [] }: FlowSummary) =>
    new Map(revenue.map((sum) => [sum.currency, sum.amount]))
  const currencies = [...new Set(flows.flatMap((flow) => [...revenueOf(flow).keys()]))]
  const header = ['id', 'flow', 'status', 'tags', 'trigger', 'entered', 'inside', 'updated_at']
  return csv(
    [...header, 'entered_30_days', ...currencies.map((currency) => `revenue_${currency.toLowerCase()}`)],
    flows.map((flow): Cell[] => [
      flow.id,
      flow.name,
      flow.status,
      flow.tags.join(', '),
      flow.triggerLabel ?? null,
      flow.entered ?? 0,
      flow.active ?? 0,
      flow.updatedAt,
      flow.days.reduce((sum, { entered }) => sum + entered, 0),
      ...currencies.map((currency) => revenueOf(flow).get(currency) ?? '0'),
    ]),
  )
}
