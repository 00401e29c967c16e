import type { Sql } from '#db/client.ts'
import { edgesOf, workspacesWithoutEdges, writeEdges } from '#db/queries/segments/rfm-edges.ts'
import { segmentsOf } from '#db/queries/segments/segment-rows.ts'
import { wake } from '#db/queries/wake.ts'
import { leavesOf } from '#flows/conditions/problems.ts'
import { inTransaction } from '../in-transaction.ts'

const DAY_MS = 86_400_000

/** Computes the fifths of buyers anew where that was not done for a day. Returns for how many workspaces. */
export async function refreshRfm(sql: Sql, now: Date): Promise<number> {
  const due = await workspacesWithoutEdges(sql, new Date(now.getTime() - DAY_MS))
  for (const { id: workspaceId, currency } of due) {
    const shop = { currency, rfm: null }
    const found = await edgesOf(sql, { workspaceId, now: now.getTime(), shop })
    if (found === null) continue
    await inTransaction(sql, [], async (tx) => {
      const asking = (await segmentsOf(tx, [workspaceId])).filter(
        ({ kind, definition }) =>
          kind === 'live' &&
          leavesOf(definition).some(
            (leaf) => leaf.kind === 'property' && leaf.of === 'traits' && leaf.path === 'rfm_group',
          ),
      )
      const segments = asking.map(({ id }) => id)
      await writeEdges(tx, { workspaceId, ...found, segments, now })
    })
  }
  if (due.length > 0) await wake(sql, 'segments')
  return due.length
}
