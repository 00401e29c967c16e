import { z } from 'zod'
import { listMembers as memberRows } from '#db/queries/memberships.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { requireList } from './require-list.ts'

export const ListMembers = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(100).optional(),
})
export type ListMembers = z.infer<typeof ListMembers>

export interface Member {
  profile: StoredProfile
  since: string
}

/** People on a list, who came last first; `next` goes into `after` for more. */
export async function listMembers({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListMembers & { id: string }
}): Promise<Page<Member>> {
  requirePermission(ctx, 'read')
  await requireList(ctx, input.id)
  const { sql, workspaceId } = ctx
  const after = input.after === undefined ? null : cursorOf(input.after)
  const rows = await memberRows(sql, { workspaceId, groupId: input.id, after, limit: input.limit + 1 })
  const profiles = await loadProfiles(sql, rows)
  const page = pageOf(
    rows,
    input.limit,
    ({ since, id }) => ({ at: since, id }),
    ({ id, since }) => ({ profile: profiles.get(id), since: since.toISOString() }),
  )
  return { ...page, items: page.items.filter((one): one is Member => one.profile !== undefined) }
}
