import { connectionById } from '#db/queries/connections.ts'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

/** A standing connection of the workspace. Throws `not_found`. */
export async function requireConnection(ctx: Ctx, id: string): Promise<ConnectionRow> {
  const row = await connectionById(ctx.sql, id)
  if (row === null || row.workspaceId !== ctx.workspaceId || row.status === 'disabled') {
    throw new AppError('not_found', 'There is no such connection.')
  }
  return row
}
