import { type AttentionCount, attentionCounts } from '#db/queries/message-list.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** How many messages wait: for a review, for a provider, or for a decision because their fate is uncertain. */
export async function countWaiting({ ctx }: { ctx: Ctx }): Promise<{
  review: number
  unconnected: number
  uncertain: number
  /** The channels whose provider is missing. */
  unconnectedChannels: ('email' | 'sms')[]
}> {
  requirePermission(ctx, 'read')
  const counts = await attentionCounts(ctx.sql, ctx.workspaceId)
  const of = (status: AttentionCount['status']) =>
    counts.filter((one) => one.status === status).reduce((sum, { count }) => sum + count, 0)
  return {
    review: of('review'),
    unconnected: of('unconnected'),
    uncertain: of('uncertain'),
    unconnectedChannels: counts.flatMap(({ status, channel }) => (status === 'unconnected' ? [channel] : [])),
  }
}
