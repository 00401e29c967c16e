import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import {
  decideMessages,
  type MessageRef,
  messagesAmong,
  messagesInReview,
} from '#db/queries/decide-messages.ts'
import type { MessageStatus } from '#db/queries/message-list.ts'
import { wake } from '#db/queries/wake.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'

const AT_ONCE = 500

/**
 * Messages by their ids, or all that wait for a person: in a flow, at one of its steps, of a channel, made no later than
 * `until`.
 */
export const ManyMessages = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(AT_ONCE) }),
  z.strictObject({
    status: z.literal('review'),
    flow: z.uuid().optional(),
    node: z.string().min(1).max(64).optional(),
    channel: z.enum(['email', 'sms']).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  }),
])
export type ManyMessages = z.output<typeof ManyMessages>

interface ManyArgs {
  ctx: Ctx
  input: ManyMessages
}

/** Lets many messages go out. Those that may not be sent by hand are left as they are. */
export function sendMany(args: ManyArgs): Promise<{ count: number }> {
  return decideMany(args, { from: ['review', 'unconnected', 'failed'], to: 'pending' })
}

/** Decides that many messages will never go out. Those that went out already are left as they are. */
export function discardMany(args: ManyArgs): Promise<{ count: number }> {
  return decideMany(args, { from: ['review', 'unconnected', 'uncertain', 'pending'], to: 'discarded' })
}

interface Decision {
  from: MessageStatus[]
  to: 'pending' | 'discarded'
}

/** A few hundred in each transaction, so that nobody waits long for their rows. Returns how many were decided. */
async function decideMany({ ctx, input }: ManyArgs, decision: Decision): Promise<{ count: number }> {
  requirePermission(ctx, 'messages:write')
  let count = 0
  for (;;) {
    const { found, decided } = await inTransaction(ctx.sql, [], async (tx) => {
      const messages = await chosen(tx, ctx.workspaceId, input, decision.from)
      const moved = await decideMessages(tx, messages, { ...decision, now: ctx.now })
      if (moved > 0) await wake(tx, 'advance')
      if (moved > 0 && decision.to === 'pending') await wake(tx, 'deliver')
      return { found: messages.length, decided: moved }
    })
    count += decided
    if ('ids' in input || found < AT_ONCE || decided === 0) return { count }
  }
}

function chosen(
  tx: Tx,
  workspaceId: string,
  input: ManyMessages,
  from: MessageStatus[],
): Promise<MessageRef[]> {
  if ('ids' in input) return messagesAmong(tx, workspaceId, input.ids, from)
  const { flow = null, node = null, channel = null, until } = input
  const filter = { flowId: flow, node, channel, until: until === undefined ? null : new Date(until) }
  return messagesInReview(tx, workspaceId, filter, AT_ONCE)
}
