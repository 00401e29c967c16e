import { z } from 'zod'
import { sizeChanges } from '#db/queries/segments/history.ts'
import { segmentSizes } from '#db/queries/segments/segment-rows.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { readWorkspace } from '../workspace/read-workspace.ts'
import { requireSegment } from './segment-json.ts'

export const SegmentHistory = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) })
export type SegmentHistory = z.infer<typeof SegmentHistory>

/** A day in the shop's zone: who came and left, and how many there were at its end. */
export interface SegmentDay {
  day: string
  entered: number
  left: number
  size: number
}

/** A segment's size over the last days, the oldest first. */
export async function segmentHistory({
  ctx,
  input,
}: {
  ctx: Ctx
  input: SegmentHistory & { id: string }
}): Promise<{ items: SegmentDay[] }> {
  requirePermission(ctx, 'read')
  const { id } = await requireSegment(ctx, input.id)
  const { timeZone } = await readWorkspace({ ctx })
  const [rows, sizes] = await Promise.all([
    sizeChanges(ctx.sql, { groupId: id, zone: timeZone, now: ctx.now, days: input.days }),
    segmentSizes(ctx.sql, [id]),
  ])
  let size = sizes.get(id) ?? 0
  const items: SegmentDay[] = []
  for (const { day, entered, left } of rows.toReversed()) {
    items.unshift({ day, entered, left, size })
    size -= entered - left
  }
  return { items }
}
