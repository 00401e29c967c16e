import type { Sql } from '#db/client.ts'
import { loadVersions } from '#db/queries/flow-versions.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { loadEntryHistory, lockActiveRuns } from '#db/queries/runs.ts'
import { wake } from '#db/queries/wake.ts'
import { heldOut, mayReenter, newRun } from '#flows/interpreter/enter.ts'
import { inTransaction } from '../in-transaction.ts'
import { begun, found, isActive, RunBatch, runId } from './run-batch.ts'
import { writeRuns } from './write-runs.ts'

export interface Enrolled {
  entered: string[]
  refused: { profileId: string; reason: 'not_found' | 'reentry' }[]
}

/** Enrols people by hand in a live flow's version, under its re-entry rule, and lets them walk to their first wait. */
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
    const history = await loadEntryHistory(tx, [...profiles.values()], [version.flowId])
    const enrolled: Enrolled = { entered: [], refused: [] }
    for (const { id } of refs) {
      const profile = profiles.get(id)
      const before = history.filter((h) => h.profileId === id && h.key === null)
      const earlier = {
        active: batch.runsOf(id).some((held) => held.run.flowId === version.flowId && isActive(held)),
        lastStartedAt: before.length === 0 ? null : Math.max(...before.map((h) => h.lastStartedAt.getTime())),
      }
      if (profile === undefined) enrolled.refused.push({ profileId: id, reason: 'not_found' })
      else if (!mayReenter(version.flow, earlier, now.getTime()))
        enrolled.refused.push({ profileId: id, reason: 'reentry' })
      else enrolled.entered.push(id)
    }
    const started = enrolled.entered.map((profileId) =>
      begun({
        version,
        part: profiles.get(profileId)!.part,
        run: newRun({
          id: runId(now),
          flowId: version.flowId,
          profileId,
          key: null,
          trigger: null,
          holdout: heldOut(version.flow, version.flowId, profileId),
          now: now.getTime(),
        }),
        now,
      }),
    )
    await batch.hold(started)
    await batch.give(
      started.map((held) => ({ held, input: { kind: 'start' } })),
      now,
    )
    await writeRuns(tx, batch)
    return enrolled
  })
  await wake(sql, 'advance')
  await wake(sql, 'deliver')
  return result
}
