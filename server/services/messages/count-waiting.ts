import { z } from 'zod'
import { type AttentionCount, attentionCounts } from '#db/queries/message-list.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** Of one flow or channel only. */
export const CountWaiting = z.object({
  flow: z.uuid().optional(),
  channel: z.enum(['email', 'sms']).optional(),
})
export type CountWaiting = z.output<typeof CountWaiting>

/** How many messages wait: for a review, for a provider, or for a decision because their fate is uncertain. */
export async function countWaiting({ ctx, input }: { ctx: Ctx; input: CountWaiting }): Promise<{
  review: number
  unconnected: number
  uncertain: number
  /** The channels whose provider is missing. */
  unconnectedChannels: MessageChannel[]
  /** When they were counted: who decides about all of them says so, and decides about none that came later. */
  at: string
}> {
  requirePermission(ctx, 'read')
  const { flow = null, channel = null } = input
  const counts = await attentionCounts(ctx.sql, ctx.workspaceId, { flowId: flow, channel })
  const of = (status: AttentionCount['status']) =>
    counts.filter((one) => one.status === status).reduce((sum, { count }) => sum + count, 0)
  return {
    review: of('review'),
    unconnected: of('unconnected'),
    uncertain: of('uncertain'),
    unconnectedChannels: counts.flatMap((one) => (one.status === 'unconnected' ? [one.channel] : [])),
    at: ctx.now.toISOString(),
  }
}
