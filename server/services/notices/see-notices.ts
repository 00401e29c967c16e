import { z } from 'zod'
import { markSeen } from '#db/queries/notices.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** Notices by their ids; all that there are without. */
export const SeeNotices = z.strictObject({ ids: z.array(z.uuid()).max(500).optional() })
export type SeeNotices = z.output<typeof SeeNotices>

/** Notes that the team has seen notices. Returns how many it had not before. */
export async function seeNotices({
  ctx,
  input,
}: {
  ctx: Ctx
  input: SeeNotices
}): Promise<{ count: number }> {
  requirePermission(ctx, 'messages:write')
  const { sql, workspaceId, now } = ctx
  return { count: await markSeen(sql, workspaceId, { ids: input.ids ?? null, now }) }
}
