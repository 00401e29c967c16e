import { z } from 'zod'
import { listMembers as memberRows } from '#db/queries/memberships.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import type { Ctx } from '../context.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'

export const ListMembers = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(100).optional(),
})
export type ListMembers = z.infer<typeof ListMembers>

export interface Member {
  profile: StoredProfile
  since: string
}

/** People of a list or segment, who came last first; `next` goes into `after` for more. The caller has asked whether it may be seen. */
export async function groupMembers(
  { sql, workspaceId }: Ctx,
  groupId: string,
  input: ListMembers,
): Promise<Page<Member>> {
  const after = input.after === undefined ? null : cursorOf(input.after)
  const rows = await memberRows(sql, { workspaceId, groupId, after, limit: input.limit + 1 })
  const profiles = await loadProfiles(sql, rows)
  const page = pageOf(
    rows,
    input.limit,
    ({ since, id }) => ({ at: since, id }),
    ({ id, since }) => ({ profile: profiles.get(id), since: since.toISOString() }),
  )
  return { ...page, items: page.items.filter((one): one is Member => one.profile !== undefined) }
}
