import { z } from 'zod'
import { noticeRows, unseenNotices } from '#db/queries/notices.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type Notice, noticeJson } from './notice-json.ts'

export const ListNotices = z.object({ limit: z.coerce.number().int().min(1).max(200).default(20) })
export type ListNotices = z.output<typeof ListNotices>

/** What flows told the team: what nobody has seen first, the newest first. */
export async function listNotices({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListNotices
}): Promise<{ notices: Notice[]; unseen: number }> {
  requirePermission(ctx, 'read')
  const [rows, unseen] = await Promise.all([
    noticeRows(ctx.sql, ctx.workspaceId, input.limit),
    unseenNotices(ctx.sql, ctx.workspaceId),
  ])
  return { notices: rows.map(noticeJson), unseen }
}
