import { segmentSizes, segmentsOf } from '#db/queries/segments/segment-rows.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireSegment, type SegmentSummary, segmentJson } from './segment-json.ts'

/** The workspace's segments by name, with how many people each has. */
export async function listSegments({ ctx }: { ctx: Ctx }): Promise<{ items: SegmentSummary[] }> {
  requirePermission(ctx, 'read')
  const rows = await segmentsOf(ctx.sql, [ctx.workspaceId])
  const sizes = await segmentSizes(
    ctx.sql,
    rows.map(({ id }) => id),
  )
  return { items: rows.map((row) => segmentJson(row, sizes.get(row.id) ?? 0)) }
}

/** One segment. Throws `not_found`. */
export async function getSegment({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<SegmentSummary> {
  requirePermission(ctx, 'read')
  const row = await requireSegment(ctx, input.id)
  return segmentJson(row, (await segmentSizes(ctx.sql, [row.id])).get(row.id) ?? 0)
}
