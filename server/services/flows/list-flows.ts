import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { type FlowDayRow, flowDays } from '#db/queries/flow-days.ts'
import { listFlowRows } from '#db/queries/flow-list.ts'
import { flowRevenue } from '#db/queries/flow-revenue.ts'
import type { FlowStatus } from '#db/queries/flows.ts'
import { figuresSettings } from '#db/queries/reports/figures-settings.ts'
import { type FlowShape, nearestSteps } from '#flows/graph/flow-shape.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type Amount, amountsByCurrency } from '../reports/amounts.ts'
import { resolvePeriod } from '../reports/report-period.ts'

export const ListFlows = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.uuid().optional(),
})
export type ListFlows = z.infer<typeof ListFlows>

/** How many days of the workspace's calendar `days` covers, today among them. */
export const LIST_DAYS = 30

/** What a day brought a flow. */
export interface FlowDay {
  /** `2026-11-22`, in the workspace's zone. */
  day: string
  entered: number
  revenue: Amount[]
}

export interface FlowSummary {
  id: string
  name: string
  status: FlowStatus
  updatedAt: string
  tags: string[]
  /** The event that starts it; null for flows that are started by hand or by nothing yet. */
  triggerLabel: string | null
  entered: number
  active: number
  revenue: Amount[]
  /** The draft's steps and ways without their contents; of a long flow the beginning. */
  shape: FlowShape
  /** The last 30 days, the earliest first; days on which nothing happened are left out. */
  days: FlowDay[]
}

/** Flows of the workspace with their figures of all time and of late, newest first; `next` goes into `after` for more. */
export async function listFlows({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListFlows
}): Promise<{ items: FlowSummary[]; next: string | null }> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const [rows, settings] = await Promise.all([
    listFlowRows(sql, { workspaceId, after: input.after ?? null, limit: input.limit + 1 }),
    figuresSettings(sql, workspaceId),
  ])
  const page = rows.slice(0, input.limit)
  const flowIds = page.map((row) => row.id)
  const { timeZone = 'UTC', currency = '' } = settings ?? {}
  const [revenue, days] = await Promise.all([
    flowRevenue(sql, workspaceId, flowIds),
    flowDays(sql, { workspaceId, flowIds, timeZone, ...lately(ctx.now, timeZone) }),
  ])
  const [revenueOf, daysOf] = [Map.groupBy(revenue, byFlow), Map.groupBy(days, byFlow)]
  const items = page.map(({ updatedAt, trigger, nodes, edges, ...row }) => ({
    ...row,
    updatedAt: updatedAt.toISOString(),
    triggerLabel: trigger?.kind === 'event' && trigger.event !== '' ? trigger.event : null,
    revenue: amountsByCurrency(revenueOf.get(row.id) ?? [], currency),
    shape: nearestSteps({ trigger: trigger?.kind ?? null, nodes, edges }),
    days: [...Map.groupBy(daysOf.get(row.id) ?? [], ({ day }) => day)].map(([day, figures]) =>
      flowDay(day, figures, currency),
    ),
  }))
  return { items, next: rows.length > page.length ? page.at(-1)!.id : null }
}

const byFlow = ({ flowId }: { flowId: string }) => flowId

/** The last days of the calendar in a zone, from the first one's midnight to the end of today. */
function lately(now: Date, timeZone: string) {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const from = today.subtract({ days: LIST_DAYS - 1 })
  return resolvePeriod({ from: from.toString(), to: today.toString() }, timeZone)
}

function flowDay(day: string, figures: readonly FlowDayRow[], ownCurrency: string): FlowDay {
  return {
    day,
    entered: figures.reduce((sum, { entered }) => sum + entered, 0),
    revenue: amountsByCurrency(
      figures.flatMap(({ currency, amount }) => (amount === null ? [] : [{ currency, amount }])),
      ownCurrency,
    ),
  }
}
