import { listVersionRows } from '#db/queries/published-versions.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireFlow } from './get-flow.ts'

export interface FlowVersion {
  id: string
  number: number
  publishedAt: string
  publishedBy: string | null
  note: string | null
  live: boolean
  /** People inside this version. */
  active: number
}

/** What was published of a flow, newest first. */
export async function listVersions({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<FlowVersion[]> {
  requirePermission(ctx, 'read')
  await requireFlow(ctx, input.id)
  const rows = await listVersionRows(ctx.sql, { workspaceId: ctx.workspaceId, flowId: input.id })
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
}
