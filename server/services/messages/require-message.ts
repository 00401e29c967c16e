import { type MessageRow, messageById } from '#db/queries/message-list.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

/** A message of the workspace. Throws `not_found`. */
export async function requireMessage(ctx: Ctx, id: string): Promise<MessageRow> {
  const row = await messageById(ctx.sql, ctx.workspaceId, id)
  if (row === null) throw new AppError('not_found', 'There is no such message.')
  return row
}
