import { z } from 'zod'
import { flowRevenue } from '#db/queries/flow-revenue.ts'
import { type FlowStatus, listFlowRows } from '#db/queries/flows.ts'
import { figuresSettings } from '#db/queries/reports/figures-settings.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type Amount, amountsByCurrency } from '../reports/amounts.ts'

export const ListFlows = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.uuid().optional(),
})
export type ListFlows = z.infer<typeof ListFlows>

export interface FlowSummary {
  id: string
  name: string
  status: FlowStatus
  updatedAt: string
  /** The event that starts it; null for flows that are started by hand or by nothing yet. */
  triggerLabel: string | null
  entered: number
  active: number
  revenue: Amount[]
}

/** Flows of the workspace with their figures of all time, newest first; `next` goes into `after` for more. */
export async function listFlows({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListFlows
}): Promise<{ items: FlowSummary[]; next: string | null }> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const rows = await listFlowRows(sql, { workspaceId, after: input.after ?? null, limit: input.limit + 1 })
  const page = rows.slice(0, input.limit)
  const [revenue, settings] = await Promise.all([
    flowRevenue(
      sql,
      workspaceId,
      page.map((row) => row.id),
    ),
    figuresSettings(sql, workspaceId),
  ])
  const items = page.map(({ updatedAt, trigger, ...row }) => ({
    ...row,
    updatedAt: updatedAt.toISOString(),
    triggerLabel: trigger?.kind === 'event' && trigger.event !== '' ? trigger.event : null,
    revenue: amountsByCurrency(
      revenue.filter(({ flowId }) => flowId === row.id),
      settings?.currency ?? '',
    ),
  }))
  return { items, next: rows.length > page.length ? page.at(-1)!.id : null }
}
