import { type Ctx, requirePermission } from '../context.ts'
import type { Page } from '../page-cursor.ts'
import { groupMembers, type ListMembers, type Member } from '../profiles/group-members.ts'
import { requireList } from './require-list.ts'

/** People on a list, who came last first; `next` goes into `after` for more. */
export async function listMembers({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListMembers & { id: string }
}): Promise<Page<Member>> {
  requirePermission(ctx, 'read')
  const { id } = await requireList(ctx, input.id)
  return groupMembers(ctx, id, input)
}
