import type { Sql } from '#db/client.ts'
import { wake } from '#db/queries/wake.ts'
import { inTransaction } from '../in-transaction.ts'
import { changeMemberships } from '../runs/change-memberships.ts'

/** Who entered and who left one segment. */
export interface SegmentChange {
  workspaceId: string
  segment: { id: string; name: string }
  entered: string[]
  left: string[]
}

/**
 * Takes in that people entered or left a segment: their membership, and the flows that it triggers, once for each change
 * however often it is told. Returns who really changed.
 */
export async function enrolBySegment(
  sql: Sql,
  { workspaceId, segment, entered, left }: SegmentChange,
  { now, startFlows = true }: { now: Date; startFlows?: boolean },
): Promise<{ entered: string[]; left: string[] }> {
  const result = await inTransaction(sql, [], async (tx) => {
    const change = { kind: 'segment' as const, group: segment, workspaceId, startFlows, now }
    const came = await changeMemberships(tx, { ...change, profileIds: entered, came: true })
    const went = await changeMemberships(tx, { ...change, profileIds: left, came: false })
    return { entered: came.changed, left: went.changed }
  })
  await wake(sql, 'advance')
  await wake(sql, 'deliver')
  return result
}
