import { z } from 'zod'
import { type TimelineRow, timelineRows } from '#db/queries/timeline.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
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
}): Promise<{ items: TimelineItem[]; next: string | null }> {
  requirePermission(ctx, 'read')
  const { part, id: profileId } = await findProfile(ctx, input.id)
  const after = input.after === undefined ? null : cursorOf(input.after)
  const rows = await timelineRows(ctx.sql, { part, profileId, after, limit: input.limit + 1 })
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({ ...row, at: row.at.toISOString() })),
    next: rows.length > page.length && last ? `${last.at.toISOString()}_${last.id}` : null,
  }
}

function cursorOf(text: string): { at: Date; id: string } {
  const [time = '', id = ''] = text.split('_')
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || !z.uuid().safeParse(id).success) {
    throw new AppError('invalid', 'The query has invalid fields.', [
      { pointer: '/after', code: 'invalid_cursor', message: 'must be the `next` of a page' },
    ])
  }
  return { at, id }
}
