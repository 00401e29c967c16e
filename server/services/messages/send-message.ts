import { z } from 'zod'
import { type MessageStatus, moveMessage } from '#db/queries/message-list.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { getMessage, type MessageDetail } from './get-message.ts'
import { requireMessage } from './require-message.ts'

/** `evenIfSent`: send an uncertain message although it may have arrived already. */
export const SendMessage = z.object({ evenIfSent: z.boolean().default(false) })
export type SendMessage = z.output<typeof SendMessage>

/**
 * Lets a message go out that waited for a person, for a provider, or that failed. All checks run again. An uncertain one only
 * goes when the person says that they accept a repeat.
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
  if (!(await moveMessage(ctx.sql, row, { from, to: 'pending', now: ctx.now }))) {
    throw new AppError('conflict', refusal(row.status), [], { status: row.status })
  }
  await wake(ctx.sql, 'deliver')
  return getMessage({ ctx, input })
}

function refusal(status: MessageStatus): string {
  return status === 'uncertain'
    ? 'This message may have been sent already. Say `evenIfSent` to send it all the same.'
    : `A message that is ${status} can not be sent by hand.`
}
