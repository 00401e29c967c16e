import { claimFrozenRuns } from '#db/queries/frozen-runs.ts'
import { loadProfiles, writeProfiles } from '#db/queries/profiles.ts'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { found, type Held } from '../runs/held.ts'
import { RunBatch } from '../runs/run-batch.ts'
import { settleRuns } from '../runs/settle-runs.ts'

const BATCH = 500

/**
 * Takes a flow's frozen runs in hand, batch by batch in transactions of their own, until none is left; `walk` must unfreeze
 * or end each. `dueBy` keeps to those that fell due by then.
 */
export async function walkFrozenRuns(
  { sql, now }: Ctx,
  { flowId, dueBy }: { flowId: string; dueBy: Date | null },
  walk: (batch: RunBatch, runs: Held[]) => Promise<void>,
): Promise<void> {
  let taken = BATCH
  while (taken === BATCH) {
    taken = await inTransaction(sql, [], async (tx) => {
      const runs = (await claimFrozenRuns(tx, { flowId, dueBy, limit: BATCH })).map((run) => found(run, now))
      if (runs.length === 0) return 0
      const people = runs.map(({ workspaceId, run }) => ({ workspaceId, id: run.profileId }))
      const batch = new RunBatch(tx, await loadProfiles(tx, people, true))
      await batch.hold(runs)
      await walk(batch, runs)
      const changed = [...batch.updates.keys()].map((id) => batch.profile(id))
      if (changed.length > 0) await writeProfiles(tx, { created: [], changed }, now)
      await settleRuns(batch, now)
      return runs.length
    })
  }
}
