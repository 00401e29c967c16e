import { renameList as renameRow } from '#db/queries/lists.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import type { CreateList } from './create-list.ts'
import { type ListSummary, listSummary, requireList } from './require-list.ts'

/** Gives a list another name. Flows that name it by id go on; those that name it by its old name do not. */
export async function renameList({
  ctx,
  input,
}: {
  ctx: Ctx
  input: CreateList & { id: string }
}): Promise<ListSummary> {
  requirePermission(ctx, 'people:write')
  await requireList(ctx, input.id)
  if (!(await renameRow(ctx.sql, ctx.workspaceId, input.id, input.name))) {
    throw new AppError('conflict', 'There is a list with this name.', [
      { pointer: '/name', code: 'taken', message: 'is another list’s' },
    ])
  }
  return listSummary(await requireList(ctx, input.id))
}
