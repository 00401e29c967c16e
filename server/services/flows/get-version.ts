import { loadVersions } from '#db/queries/flow-versions.ts'
import { listVersionRows } from '#db/queries/published-versions.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireFlow } from './get-flow.ts'
import type { FlowVersion } from './list-versions.ts'

/** A version of a flow by its number, with its graph. Throws `not_found` where the flow has none of this number. */
export async function getVersion({
  ctx,
  input: { id, number },
}: {
  ctx: Ctx
  input: { id: string; number: string }
}): Promise<FlowVersion & { graph: Flow }> {
  requirePermission(ctx, 'read')
  await requireFlow(ctx, id)
  const rows = await listVersionRows(ctx.sql, { workspaceId: ctx.workspaceId, flowId: id })
  const row = rows.find((one) => String(one.number) === number)
  const version = row && (await loadVersions(ctx.sql, [row.id])).get(row.id)
  if (!row || !version) throw new AppError('not_found', 'The flow has no such version.')
  return { ...row, publishedAt: row.publishedAt.toISOString(), graph: version.flow }
}
