import type { Sql, Tx } from '#db/client.ts'
import { findList, type ListRow } from '#db/queries/lists.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

/** A list as the API shows it. */
export interface ListSummary {
  id: string
  name: string
  members: number
  createdAt: string
}

export const listSummary = ({ createdAt, ...list }: ListRow): ListSummary => ({
  ...list,
  createdAt: createdAt.toISOString(),
})

/** The list with this id. Throws `not_found` for another workspace's too. */
export async function requireList(ctx: Ctx, id: string, source: Sql | Tx = ctx.sql): Promise<ListRow> {
  const row = await findList(source, ctx.workspaceId, id)
  if (row === null) throw new AppError('not_found', 'There is no list with this id.')
  return row
}
