import { type Ctx, requirePermission } from '../context.ts'
import { type ListSummary, listSummary, requireList } from './require-list.ts'

/** One list. Throws `not_found`. */
export async function getList({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ListSummary> {
  requirePermission(ctx, 'read')
  return listSummary(await requireList(ctx, input.id))
}
