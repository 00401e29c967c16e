import type { ConversionFigures } from '#db/queries/reports/flow-conversions.ts'
import type { MessageFigures } from '#db/queries/reports/flow-messages.ts'
import type { RunFigures } from '#db/queries/reports/flow-runs.ts'
import type { StepFigures } from '#db/queries/reports/flow-steps.ts'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { type Amount, amountsByCurrency } from './amounts.ts'

/** Messages of one channel or one step in a period. */
export interface MessageTotals {
  sent: number
  /** Passed over, by reason. */
  skipped: Record<string, number>
  /** Written but neither sent nor passed over, by where they stand: `pending`, `review`, `unconnected`, `failed`, … */
  unsent: Record<string, number>
  /** Messages first opened, and first clicked, by a person. */
  opened: number
  clicked: number
}

/** One step's figures. */
export interface NodeReport extends MessageTotals {
  entered: number
  /** Runs that stand there now. */
  waiting: number
  orders: number
  revenue: Amount[]
  /** Credited orders per message sent; null where nothing was sent. */
  conversionPerSend: number | null
}

export interface FlowFigures {
  runs: readonly RunFigures[]
  steps: readonly StepFigures[]
  messages: readonly MessageFigures[]
  conversions: readonly ConversionFigures[]
  ownCurrency: string
}

/** The figures of each step, by its id; steps without any have zeros. Steps no graph knows any more are kept. */
export function nodeReports(ids: readonly string[], figures: FlowFigures): Record<string, NodeReport> {
  const { runs, steps, messages, conversions } = figures
  const seen = [...runs, ...steps, ...messages, ...conversions].flatMap(({ node }) => node ?? [])
  const all = new Set([...ids, ...seen])
  all.delete(TRIGGER_ID)
  return Object.fromEntries([...all].map((id) => [id, nodeReport(id, figures)]))
}

function nodeReport(id: string, figures: FlowFigures): NodeReport {
  const conversions = figures.conversions.filter(({ node }) => node === id)
  const orders = conversions.reduce((sum, row) => sum + row.orders, 0)
  const messages = totals(figures.messages.filter(({ node }) => node === id))
  add(
    messages.skipped,
    'draft',
    sumOf(figures.steps, id, ({ drafts }) => drafts),
  )
  return {
    entered: sumOf(figures.steps, id, ({ entered }) => entered),
    waiting: sumOf(figures.runs, id, ({ standing }) => standing),
    ...messages,
    orders,
    revenue: amountsByCurrency(conversions, figures.ownCurrency),
    conversionPerSend: messages.sent === 0 ? null : orders / messages.sent,
  }
}

function sumOf<Row extends { node: string | null }>(
  rows: readonly Row[],
  id: string,
  figure: (row: Row) => number,
): number {
  return rows.reduce((sum, row) => (row.node === id ? sum + figure(row) : sum), 0)
}

/** Messages of one channel over all steps. */
export function messageTotals(rows: readonly MessageFigures[], channel: MessageChannel): MessageTotals {
  return totals(rows.filter((row) => row.channel === channel))
}

function totals(rows: readonly MessageFigures[]): MessageTotals {
  const result: MessageTotals = { sent: 0, skipped: {}, unsent: {}, opened: 0, clicked: 0 }
  for (const { status, reason, unsent, sent, opened, clicked } of rows) {
    result.sent += sent
    result.opened += opened
    result.clicked += clicked
    if (status === 'skipped') add(result.skipped, reason ?? 'unknown', unsent)
    else add(result.unsent, status, unsent)
  }
  return result
}

function add(counts: Record<string, number>, name: string, count: number): void {
  if (count > 0) counts[name] = (counts[name] ?? 0) + count
}
