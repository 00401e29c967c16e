import { type Cell, csv } from '#flows/csv.ts'
import type { FlowNode } from '#flows/graph/flow.ts'
import { isMessageNode, messageTitle } from '#flows/graph/message-node.ts'
import type { FlowReport } from './flow-report.ts'
import type { FlowsReport } from './flows-report.ts'
import type { MessageTotals } from './node-reports.ts'
import type { Overview } from './overview.ts'

/** A flow's report as CSV: one row per step, with a revenue column for each currency. */
export function flowReportCsv({ steps, nodes, revenue }: FlowReport): string {
  const currencies = revenue.map(({ currency }) => currency)
  const kinds = new Map(steps.map((step) => [step.id, step]))
  const header = [
    'step',
    'kind',
    'title',
    'entered',
    'waiting',
    'sent',
    'skipped',
    'skipped_reasons',
    'unsent',
  ]
  header.push('opened', 'clicked', 'orders', ...currencies.map(revenueColumn), 'conversion_per_send')
  const rows = Object.entries(nodes).map(([id, node]): Cell[] => [
    id,
    kinds.get(id)?.kind ?? null,
    titleOf(kinds.get(id)),
    node.entered,
    node.waiting,
    node.sent,
    total(node.skipped),
    reasons(node),
    total(node.unsent),
    node.opened,
    node.clicked,
    node.orders,
    ...currencies.map((currency) => amountIn(node.revenue, currency)),
    node.conversionPerSend === null ? null : Number(node.conversionPerSend.toFixed(6)),
  ])
  return csv(header, rows)
}

/** All flows as CSV: one row per flow, with a revenue column for each currency. */
export function flowsReportCsv({ flows, totals }: FlowsReport): string {
  const currencies = totals.revenue.map(({ currency }) => currency)
  const header = ['id', 'flow', 'status', 'entered', 'sent', 'opened', 'clicked', 'orders']
  return csv(
    [...header, ...currencies.map(revenueColumn)],
    flows.map((flow) => [
      flow.id,
      flow.name,
      flow.status,
      flow.entered,
      flow.sent,
      flow.opened,
      flow.clicked,
      flow.orders,
      ...currencies.map((currency) => amountIn(flow.revenue, currency)),
    ]),
  )
}

/** The overview as CSV: one row per figure; money has its currency. */
export function overviewCsv({ revenue, ...counts }: Overview): string {
  const rows = Object.entries(counts).map(([metric, count]): Cell[] => [metric, null, count])
  for (const { currency, ...amounts } of revenue) {
    for (const [metric, amount] of Object.entries(amounts)) rows.push([metric, currency, amount])
  }
  return csv(['metric', 'currency', 'value'], rows)
}

const revenueColumn = (currency: string) => `revenue_${currency.toLowerCase()}`

function amountIn(amounts: readonly { currency: string; amount: string }[], currency: string): string {
  return amounts.find((amount) => amount.currency === currency)?.amount ?? '0'
}

function total(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function reasons({ skipped }: MessageTotals): string {
  return Object.entries(skipped)
    .map(([reason, count]) => `${reason}: ${count}`)
    .join('; ')
}

function titleOf(step: FlowNode | undefined): string | null {
  return isMessageNode(step) ? messageTitle(step) : null
}
