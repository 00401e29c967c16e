import type { Tx } from '#db/client.ts'
import { liveVersions } from '#db/queries/flow-versions.ts'
import { addMemberships, type MembershipChange, removeMemberships } from '#db/queries/memberships.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { lockActiveRuns, pokeRuns } from '#db/queries/runs.ts'
import { type GroupChange, groupCauses } from './group-causes.ts'
import { found } from './held.ts'
import { RunBatch } from './run-batch.ts'
import { settleRuns } from './settle-runs.ts'
import { startCaused } from './start-caused.ts'
import type { Written } from './write-runs.ts'

export interface ChangedMemberships extends Written {
  /** Those that were any: who was inside already, or outside, is left as they were. */
  changed: string[]
}

/**
 * Puts people into one list or segment, or takes them out, and starts the flows that this triggers, exactly once for each
 * change. `startFlows: false` changes the membership alone (a definition that was computed anew).
 */
export async function changeMemberships(
  tx: Tx,
  args: {
    kind: 'list' | 'segment'
    group: { id: string; name: string }
    workspaceId: string
    profileIds: string[]
    came: boolean
    startFlows: boolean
    /** Since when, where it is not now, by person. */
    since?: ReadonlyMap<string, Date>
    now: Date
  },
): Promise<ChangedMemberships> {
  const { kind, group, workspaceId, came, startFlows, now } = args
  const refs = [...new Set(args.profileIds)].map((id) => ({ workspaceId, id }))
  const profiles = await loadProfiles(tx, refs, true)
  const wanted = [...profiles.keys()].map(
    (profileId): MembershipChange => ({
      kind,
      groupId: group.id,
      workspaceId,
      profileId,
      since: args.since?.get(profileId) ?? now,
    }),
  )
  const done = await (came ? addMemberships : removeMemberships)(tx, wanted)
  const changed = done.map(({ profileId }) => profileId)
  const nothing = { changed, messages: 0, webhooks: 0 }
  if (done.length === 0) return nothing
  await pokeRuns(
    tx,
    changed.map((id) => ({ workspaceId, id })),
    now,
  )
  if (!startFlows) return nothing
  const changes = done.map((change): GroupChange => {
    return { change, name: group.name, came, profile: profiles.get(change.profileId)! }
  })
  const causes = groupCauses(changes, await liveVersions(tx, [workspaceId]), 0)
  if (causes.length === 0) return nothing
  const batch = new RunBatch(tx, profiles)
  await batch.hold((await lockActiveRuns(tx, [...profiles.values()])).map((run) => found(run, now)))
  for (const one of Map.groupBy(causes, ({ version }) => version.flowId).values()) {
    await startCaused(batch, one, now)
  }
  return { changed, ...(await settleRuns(batch, now)) }
}
