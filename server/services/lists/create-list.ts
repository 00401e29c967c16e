import { v7 } from 'uuid'
import { z } from 'zod'
import { insertList } from '#db/queries/lists.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type ListSummary, listSummary, requireList } from './require-list.ts'

export const CreateList = z.strictObject({ name: z.string().trim().min(1).max(200) })
export type CreateList = z.infer<typeof CreateList>

/** Makes an empty list. Throws `conflict` when the workspace has one with this name. */
export async function createList({ ctx, input }: { ctx: Ctx; input: CreateList }): Promise<ListSummary> {
  requirePermission(ctx, 'people:write')
  const { sql, workspaceId, now } = ctx
  const id = await insertList(sql, { id: v7({ msecs: now.getTime() }), workspaceId, name: input.name, now })
  if (id === null) {
    throw new AppError('conflict', 'There is a list with this name.', [
      { pointer: '/name', code: 'taken', message: 'is another list’s' },
    ])
  }
  return listSummary(await requireList(ctx, id))
}
