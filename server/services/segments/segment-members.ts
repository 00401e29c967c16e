import { listMembers as memberRows } from '#db/queries/memberships.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { type Ctx, requirePermission } from '../context.ts'
import type { ListMembers, Member } from '../lists/list-members.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { requireSegment } from './segment-json.ts'

/** People in a segment, who came last first; `next` goes into `after` for more. */
export async function segmentMembers({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListMembers & { id: string }
}): Promise<Page<Member>> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const { id } = await requireSegment(ctx, input.id)
  const after = input.after === undefined ? null : cursorOf(input.after)
  const rows = await memberRows(sql, { workspaceId, groupId: id, after, limit: input.limit + 1 })
  const profiles = await loadProfiles(sql, rows)
  const page = pageOf(
    rows,
    input.limit,
    ({ since, id }) => ({ at: since, id }),
    ({ id, since }) => ({ profile: profiles.get(id), since: since.toISOString() }),
  )
  return { ...page, items: page.items.filter((one): one is Member => one.profile !== undefined) }
}
