import type { Sql } from '#db/client.ts'
import { loadVersions } from '#db/queries/flow-versions.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { lockActiveRuns } from '#db/queries/runs.ts'
import { wake } from '#db/queries/wake.ts'
import { inTransaction } from '../in-transaction.ts'
import { found } from './held.ts'
import { RunBatch } from './run-batch.ts'
import { settleRuns } from './settle-runs.ts'
import { type Cause, startCaused } from './start-caused.ts'

export interface Enrolled {
  entered: string[]
  /** `not_found`, `reentry` or `profile_filter`. */
  refused: { profileId: string; reason: string }[]
}

/** Enrols people by hand in a live flow's version, under its profile filter and re-entry rule, and lets them walk to their first wait. */
export async function enrolProfiles(args: {
  sql: Sql
  workspaceId: string
  versionId: string
  profileIds: string[]
  now: Date
}): Promise<Enrolled> {
  const { sql, workspaceId, versionId, profileIds, now } = args
  const refs = [...new Set(profileIds)].map((id) => ({ workspaceId, id }))
  const result = await inTransaction(sql, [], async (tx) => {
    const version = (await loadVersions(tx, [versionId])).get(versionId)
    if (version === undefined || version.workspaceId !== workspaceId)
      throw new Error(`Flow version ${versionId} is missing`)
    const profiles = await loadProfiles(tx, refs, true)
    const batch = new RunBatch(tx, profiles)
    await batch.hold((await lockActiveRuns(tx, [...profiles.values()])).map((run) => found(run, now)))
    const causes = [...profiles.values()].map(
      (profile): Cause => ({ version, profile, event: null, by: 'otherwise', depth: 0, once: false }),
    )
    const outcomes = await startCaused(batch, causes, now)
    await settleRuns(batch, now)
    const enrolled: Enrolled = { entered: [], refused: [] }
    for (const { id } of refs) {
      const refused = profiles.has(id)
        ? outcomes.find(({ cause }) => cause.profile.id === id)?.refused
        : 'not_found'
      if (refused) enrolled.refused.push({ profileId: id, reason: refused })
      else enrolled.entered.push(id)
    }
    return enrolled
  })
  await wake(sql, 'advance')
  await wake(sql, 'deliver')
  return result
}
