import { z } from 'zod'
import { listRows } from '#db/queries/lists.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type ListSummary, listSummary } from './require-list.ts'

export const ListLists = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** The name of the last list of the page before. */
  after: z.string().max(200).optional(),
})
export type ListLists = z.infer<typeof ListLists>

/** Lists of the workspace by name; `next` goes into `after` for more. */
export async function listLists({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListLists
}): Promise<{ items: ListSummary[]; next: string | null }> {
  requirePermission(ctx, 'read')
  const { limit, after = null } = input
  const rows = await listRows(ctx.sql, { workspaceId: ctx.workspaceId, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return { items: page.map(listSummary), next: rows.length > limit ? page.at(-1)!.name : null }
}
