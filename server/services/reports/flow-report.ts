import { z } from 'zod'
import { dayFigures } from '#db/queries/reports/days.ts'
import { figuresSettings } from '#db/queries/reports/figures-settings.ts'
import { flowConversions } from '#db/queries/reports/flow-conversions.ts'
import { type FlowGraphs, flowGraphs } from '#db/queries/reports/flow-graphs.ts'
import { flowMessages } from '#db/queries/reports/flow-messages.ts'
import { flowRuns, type RunFigures } from '#db/queries/reports/flow-runs.ts'
import { flowSteps } from '#db/queries/reports/flow-steps.ts'
import type { FlowNode, Trigger } from '#flows/graph/flow.ts'
import { byChannel, type MessageChannel } from '#flows/sending/sending-settings.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type Amount, amountsByCurrency } from './amounts.ts'
import { type MessageTotals, messageTotals, type NodeReport, nodeReports } from './node-reports.ts'
import { type ReportDay, reportDays } from './report-days.ts'
import { ReportPeriod, resolvePeriod } from './report-period.ts'
import { reportGraphs, reportSteps } from './report-steps.ts'

const NUMBER = /^[1-9]\d{0,8}$/

/** What a flow's report is asked for; `version` is a version's number or id. */
export const FlowReportQuery = ReportPeriod.extend({
  version: z
    .stringFormat('version', (text) => NUMBER.test(text) || z.uuid().safeParse(text).success, {
      error: 'must be the number or the id of a version',
    })
    .optional(),
})
export type FlowReportQuery = z.infer<typeof FlowReportQuery>

/** A flow's figures. Everything counts at the instant it happened; `active`, `held` and `waiting` are as of now. */
export interface FlowReport {
  flow: { id: string; name: string; status: FlowGraphs['status'] }
  /** RFC 3339, half open; null is open. */
  from: string | null
  to: string | null
  version: number | null
  timeZone: string
  currency: string
  /** Runs that began in the period. */
  entered: number
  /** Runs that are inside now. */
  active: number
  /** Runs that came to an end of the graph or to the goal in the period. */
  completed: number
  /** Those of the completed that reached the goal. */
  converted: number
  exited: Record<string, number>
  failed: number
  held: number
  messages: Record<MessageChannel, MessageTotals>
  orders: number
  revenue: Amount[]
  nodes: Record<string, NodeReport>
  edges: { from: string; branch: string | null; count: number }[]
  trigger: Trigger | null
  /** The steps in the order people walk them, as they stand in the newest version that has them. */
  steps: FlowNode[]
  days: ReportDay[]
}

/** The report of one flow over a period and, if asked, of one version. Throws `not_found` for an unknown flow or version. */
export async function flowReport({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { flowId: string; query: FlowReportQuery }
}): Promise<FlowReport> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const { flowId, query } = input
  const [graphs, settings] = await Promise.all([
    flowGraphs(sql, { workspaceId, flowId }),
    figuresSettings(sql, workspaceId),
  ])
  if (graphs === undefined || settings === undefined)
    throw new AppError('not_found', 'There is no such flow.')
  const version = askedVersion(graphs, query.version)
  const period = resolvePeriod(query, settings.timeZone)
  const scope = { workspaceId, flowId, versionId: version?.id ?? null, ...period }
  const [runs, steps, messages, conversions, days] = await Promise.all([
    flowRuns(sql, scope),
    flowSteps(sql, scope),
    flowMessages(sql, scope),
    flowConversions(sql, scope),
    dayFigures(sql, { ...scope, timeZone: settings.timeZone }),
  ])
  const shownGraphs = reportGraphs(graphs, scope.versionId)
  const figures = { runs, steps, messages, conversions, ownCurrency: settings.currency }
  const withFigures = new Set(
    [...steps, ...messages, ...conversions, ...runs].flatMap(({ node }) => node ?? []),
  )
  const shownSteps = reportSteps(shownGraphs, withFigures)
  return {
    flow: { id: flowId, name: graphs.name, status: graphs.status },
    from: period.from?.toISOString() ?? null,
    to: period.to?.toISOString() ?? null,
    version: version?.number ?? null,
    timeZone: settings.timeZone,
    currency: settings.currency,
    ...runTotals(runs),
    messages: byChannel((channel) => messageTotals(messages, channel)),
    orders: conversions.reduce((sum, { orders }) => sum + orders, 0),
    revenue: amountsByCurrency(conversions, settings.currency),
    nodes: nodeReports(
      shownSteps.map(({ id }) => id),
      figures,
    ),
    edges: steps
      .filter(({ left }) => left > 0)
      .map(({ node, branch, left }) => ({ from: node, branch, count: left })),
    trigger: shownGraphs[0]?.trigger ?? null,
    steps: shownSteps,
    days: reportDays(days, settings.currency),
  }
}

/** The version that is asked for by number or id; null for all. Throws `not_found`. */
export function askedVersion({ versions }: FlowGraphs, asked: string | undefined) {
  if (asked === undefined) return null
  const version = versions.find(({ id, number }) => id === asked || String(number) === asked)
  if (version === undefined) throw new AppError('not_found', 'The flow has no such version.')
  return version
}

type RunTotals = Pick<
  FlowReport,
  'entered' | 'active' | 'completed' | 'converted' | 'exited' | 'failed' | 'held'
>

function runTotals(runs: readonly RunFigures[]): RunTotals {
  const total = (of: (row: RunFigures) => boolean, figure: 'entered' | 'ended' | 'standing') =>
    runs.reduce((sum, row) => (of(row) ? sum + row[figure] : sum), 0)
  const exits = runs.filter(({ status, ended }) => status === 'exited' && ended > 0)
  return {
    entered: total(() => true, 'entered'),
    active: total(({ status }) => status === 'waiting', 'standing'),
    completed: total(({ status }) => status === 'completed', 'ended'),
    converted: total(({ status, reason }) => status === 'completed' && reason === 'goal', 'ended'),
    exited: Object.fromEntries(exits.map(({ reason, ended }) => [reason ?? 'unknown', ended])),
    failed: total(({ status }) => status === 'failed', 'ended'),
    held: total(({ status }) => status === 'held', 'standing'),
  }
}
