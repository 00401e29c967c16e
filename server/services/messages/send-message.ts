import { z } from 'zod'
import { decideMessages } from '#db/queries/decide-messages.ts'
import type { MessageStatus } from '#db/queries/message-list.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { getMessage, type MessageDetail } from './get-message.ts'
import { requireMessage } from './require-message.ts'

/** `evenIfSent`: send an uncertain message although it may have arrived already. */
export const SendMessage = z.object({ evenIfSent: z.boolean().default(false) })
export type SendMessage = z.output<typeof SendMessage>

/**
 * Lets a message go out that waited for a person, for a provider, or that failed. All checks run again, and a run that stood at
 * the message goes on. An uncertain one only goes when the person says that they accept a repeat.
 */
export async function sendMessage({
  ctx,
  input,
}: {
  ctx: Ctx
  input: SendMessage & { id: string }
}): Promise<MessageDetail> {
  requirePermission(ctx, 'messages:write')
  const row = await requireMessage(ctx, input.id)
  const from: MessageStatus[] = [
    'review',
    'unconnected',
    'failed',
    ...(input.evenIfSent ? (['uncertain'] as const) : []),
  ]
  const moved = await inTransaction(ctx.sql, [], async (tx) => {
    const count = await decideMessages(tx, [row], { from, to: 'pending', now: ctx.now })
    if (count > 0) for (const topic of ['advance', 'deliver'] as const) await wake(tx, topic)
    return count
  })
  if (moved === 0)
    throw new AppError('conflict', refusal(row.status), [], { status: row.status, reason: row.reason })
  return getMessage({ ctx, input })
}

function refusal(status: MessageStatus): string {
  return status === 'uncertain'
    ? 'This message may have been sent already. Say `evenIfSent` to send it all the same.'
    : `A message that is ${status} can not be sent by hand.`
}
