import { z } from 'zod'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { idsOfPeople, NamedPerson } from '../profiles/named-people.ts'
import { type Enrolled, enrolProfiles as startRuns } from '../runs/enrol.ts'
import { requireFlow } from './get-flow.ts'

export const EnrolProfiles = z.strictObject({ profiles: z.array(NamedPerson).min(1).max(1_000) })
export type EnrolProfiles = z.infer<typeof EnrolProfiles>

/** Enrols people by hand in a live flow, under its re-entry rule. Throws `invalid` naming everyone who is not known. */
export async function enrolProfiles({
  ctx,
  input,
}: {
  ctx: Ctx
  input: EnrolProfiles & { id: string }
}): Promise<Enrolled> {
  requirePermission(ctx, 'flows:write')
  const { sql, workspaceId, now } = ctx
  const { status, live } = await requireFlow(ctx, input.id)
  if (status !== 'live' || live === null) throw new AppError('conflict', 'Only a live flow takes people in.')
  const profileIds = await idsOfPeople(ctx, input.profiles)
  return startRuns({ sql, workspaceId, versionId: live.versionId, profileIds, now })
}
