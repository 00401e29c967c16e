import { decideMessages } from '#db/queries/decide-messages.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { getMessage, type MessageDetail } from './get-message.ts'
import { requireMessage } from './require-message.ts'

/** Decides that a waiting message will never go out; a run that stood at it goes on. */
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
  const moved = await inTransaction(ctx.sql, [], async (tx) => {
    const count = await decideMessages(tx, [row], { from, to: 'discarded', now: ctx.now })
    if (count > 0) await wake(tx, 'advance')
    return count
  })
  if (moved === 0) {
    throw new AppError('conflict', `A message that is ${row.status} can not be discarded.`, [], {
      status: row.status,
    })
  }
  return getMessage({ ctx, input })
}
