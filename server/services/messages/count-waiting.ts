import { attentionCounts } from '#db/queries/message-list.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** How many messages wait: for a review, for a provider, or for a decision because their fate is uncertain. */
export async function countWaiting({
  ctx,
}: {
  ctx: Ctx
}): Promise<{ review: number; unconnected: number; uncertain: number }> {
  requirePermission(ctx, 'read')
  const { review = 0, unconnected = 0, uncertain = 0 } = await attentionCounts(ctx.sql, ctx.workspaceId)
  return { review, unconnected, uncertain }
}
