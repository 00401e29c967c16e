import type { Sql, Tx } from '#db/client.ts'
import { lockFreeProfiles } from '#db/queries/profiles.ts'
import { duePeople, takeDue } from '#db/queries/segments/checks.ts'
import { holdPart } from '#db/queries/segments/people-sql.ts'
import { type SegmentRow, segmentsOf } from '#db/queries/segments/segment-rows.ts'
import { inTransaction } from '../in-transaction.ts'
import { type DueJudgement, settlePeople } from './settle-people.ts'

/** How much one sweep of a part did. */
export interface Swept {
  people: number
  changes: number
}

/**
 * Judges the segments of people of one part who changed or whose time has come, and takes in who entered and who left; flows
 * that a segment triggers begin in the same transaction, so that each change starts them once.
 */
export async function sweepSegments(
  sql: Sql,
  { part, now, limit }: { part: number; now: Date; limit: number },
): Promise<Swept> {
  return inTransaction(sql, [], async (tx) => {
    await holdPart(tx, part, false)
    const wanted = await duePeople(tx, { part, now, limit })
    // whoever is in other hands is judged in the next sweep; profiles come first wherever rows are locked
    const profiles = await lockFreeProfiles(tx, wanted)
    const gone = await vanished(tx, part, wanted)
    for (const id of gone) profiles.delete(id)
    const ids = [...profiles.keys()]
    const { checks, flips } = await takeDue(tx, { part, profileIds: [...ids, ...gone], now })
    const workspaces = [...new Set([...profiles.values()].map(({ workspaceId }) => workspaceId))]
    const segments = Map.groupBy(await segmentsOf(tx, workspaces), ({ workspaceId }) => workspaceId)
    let changes = 0
    for (const workspaceId of workspaces) {
      const own = segments.get(workspaceId) ?? []
      const people = [...profiles.values()]
        .filter((profile) => profile.workspaceId === workspaceId)
        .map((profile) => ({
          profile,
          due: [
            ...flips
              .filter(({ profileId }) => profileId === profile.id)
              .map(({ segmentId, at }): DueJudgement => ({ segmentId, at: at.getTime() })),
            ...checks
              .filter(({ profileId }) => profileId === profile.id)
              .flatMap(({ causes, at }) =>
                concerned(own, causes).map(({ id }): DueJudgement => ({ segmentId: id, at: at.getTime() })),
              ),
          ],
        }))
      changes += (await settlePeople(tx, { people, segments: own, now, startFlows: true })).length
    }
    return { people: ids.length, changes }
  })
}

function concerned(segments: readonly SegmentRow[], causes: readonly string[]): SegmentRow[] {
  const live = segments.filter(({ kind }) => kind === 'live')
  return causes.includes('*')
    ? live
    : live.filter((segment) => segment.causes.some((one) => causes.includes(one)))
}

/** Those of the people who are no more, merged or erased: nothing is to be judged of them. */
async function vanished(tx: Tx, part: number, people: readonly { id: string }[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select u.id from unnest(${people.map(({ id }) => id)}::uuid[]) u(id)
    where not exists (select 1 from profiles p where p.part = ${part} and p.id = u.id and p.merged_into is null)`
  return rows.map(({ id }) => id)
}
