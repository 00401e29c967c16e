import { moveMessage } from '#db/queries/message-list.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { getMessage, type MessageDetail } from './get-message.ts'
import { requireMessage } from './require-message.ts'

/** Decides that a waiting message will never go out. */
export async function discardMessage({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<MessageDetail> {
  requirePermission(ctx, 'messages:write')
  const row = await requireMessage(ctx, input.id)
  const from = ['review', 'unconnected', 'uncertain', 'pending'] as const
  if (!(await moveMessage(ctx.sql, row, { from, to: 'discarded', now: ctx.now }))) {
    throw new AppError('conflict', `A message that is ${row.status} can not be discarded.`, [], {
      status: row.status,
    })
  }
  return getMessage({ ctx, input })
}
