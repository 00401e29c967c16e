import { z } from 'zod'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { readReplayPeople } from '#db/queries/replay-history.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { getJob } from '../jobs/get-job.ts'

export const ListReplayPeople = z.object({
  /** `entered`, `goal`, `node n1`, `edge n1 yes`, `sent n3`, `skipped smart_sending`, `refused reentry`, … */
  figure: z.string().min(1).max(300),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.uuid().optional(),
})
export type ListReplayPeople = z.infer<typeof ListReplayPeople>

/** The people behind one figure of a replay, as far as they are kept; `next` goes into `after` for more. */
export async function listReplayPeople({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListReplayPeople & { job: string }
}): Promise<{ items: StoredProfile[]; next: string | null }> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  await getJob({ ctx, input: { id: input.job } })
  const { job: jobId, figure, after = null, limit } = input
  const ids = await readReplayPeople(sql, { jobId, figure, after, limit: limit + 1 })
  const page = ids.slice(0, limit)
  const profiles = await loadProfiles(
    sql,
    page.map((id) => ({ workspaceId, id })),
  )
  return {
    items: page.flatMap((id) => profiles.get(id) ?? []),
    next: ids.length > limit ? page.at(-1)! : null,
  }
}
