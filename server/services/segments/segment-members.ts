import { listMembers as memberRows } from '#db/queries/memberships.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { csv, csvRows } from '#flows/csv.ts'
import { type Ctx, requirePermission } from '../context.ts'
import type { Page } from '../page-cursor.ts'
import { groupMembers, type ListMembers, type Member } from '../profiles/group-members.ts'
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
  const { id } = await requireSegment(ctx, input.id)
  return groupMembers(ctx, id, input)
}

const HEADER = ['id', 'external_id', 'email', 'phone', 'first_name', 'last_name', 'since']
const PAGE = 2_000

/** All people in a segment as CSV, who came last first, piece by piece. Throws `not_found` before the first piece. */
export async function segmentMembersCsv({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<{ name: string; pieces: AsyncIterable<string> }> {
  requirePermission(ctx, 'read')
  const { id, name } = await requireSegment(ctx, input.id)
  return { name, pieces: pieces(ctx, id) }
}

async function* pieces({ sql, workspaceId }: Ctx, groupId: string): AsyncIterable<string> {
  yield csv(HEADER, [])
  let after: { at: Date; id: string } | null = null
  for (;;) {
    const rows: Awaited<ReturnType<typeof memberRows>> = await memberRows(sql, {
      workspaceId,
      groupId,
      after,
      limit: PAGE,
    })
    const profiles = await loadProfiles(sql, rows)
    yield csvRows(
      rows.flatMap(({ id, since }) => {
        const one = profiles.get(id)
        if (one === undefined) return []
        const { external_id, email, phone, first_name, last_name } = one
        return [[id, external_id, email, phone, first_name, last_name, since.toISOString()]]
      }),
    )
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = { at: last.since, id: last.id }
  }
}
