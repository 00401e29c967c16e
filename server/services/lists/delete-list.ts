import { deleteList as deleteRow } from '#db/queries/lists.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'

/** Ends a list; the people stay. Throws `not_found`. */
export async function deleteList({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'people:write')
  const gone = await inTransaction(ctx.sql, [], (tx) => deleteRow(tx, ctx.workspaceId, input.id))
  if (!gone) throw new AppError('not_found', 'There is no list with this id.')
}
