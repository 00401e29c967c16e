import { z } from 'zod'
import { type TimelineRow, timelineRows } from '#db/queries/timeline.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { findProfile } from './find-profile.ts'

export const TimelineQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(100).optional(),
})
export type TimelineQuery = z.infer<typeof TimelineQuery>

export type TimelineItem = Omit<TimelineRow, 'at'> & { at: string }

/** What happened with a person, newest first: their events, messages, and runs by when they began. */
export async function profileTimeline({
  ctx,
  input,
}: {
  ctx: Ctx
  input: TimelineQuery & { id: string }
}): Promise<Page<TimelineItem>> {
  requirePermission(ctx, 'read')
  const { part, id: profileId } = await findProfile(ctx, input.id)
  const after = input.after === undefined ? null : cursorOf(input.after)
  const rows = await timelineRows(ctx.sql, { part, profileId, after, limit: input.limit + 1 })
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    (row) => ({ ...row, at: row.at.toISOString() }),
  )
}
