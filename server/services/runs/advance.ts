import type { Sql, Tx } from '#db/client.ts'
import { loadProfiles, lockFreeProfiles, writeProfiles } from '#db/queries/profiles.ts'
import { claimDueRuns } from '#db/queries/runs.ts'
import { inTransaction } from '../in-transaction.ts'
import { withUpdate } from '../profiles/with-update.ts'
import { found, RunBatch } from './run-batch.ts'
import { type Written, writeRuns } from './write-runs.ts'

export interface AdvancedBatch extends Written {
  /** How many due runs were claimed; fewer than `limit` means that the part has no more. */
  claimed: number
}

/**
 * Advances the due runs of one part: what was kept for them first, then their timers. One transaction holds the claim,
 * the new states, the trace and the outbox. `until` is how far timers may fire: no later than the oldest unrouted event
 * was received, so that a reminder never overtakes the purchase that came before it.
 */
export async function advanceBatch(args: {
  sql: Sql
  part: number
  now: Date
  until: Date
  floor: Date | null
  limit: number
}): Promise<AdvancedBatch> {
  const { sql, part, now, until, floor, limit } = args
  return inTransaction(sql, [], async (tx) => {
    const claimed = (await claimDueRuns(tx, { part, floor, until, limit })).map((run) => found(run, now))
    if (claimed.length === 0) return { claimed: 0, messages: 0, webhooks: 0 }
    const people = claimed.map(({ workspaceId, run }) => ({ workspaceId, id: run.profileId }))
    const batch = new RunBatch(tx, await loadProfiles(tx, people))
    await batch.hold(claimed)
    await batch.catchUp(claimed, (held) => held.wakeAt !== null && held.wakeAt <= until, now)
    await writeUpdates(tx, batch, now)
    return { claimed: claimed.length, ...(await writeRuns(tx, batch)) }
  })
}

/** Writes what update steps changed. A person who is just being routed is not waited for: their runs are left for the next turn. */
async function writeUpdates(tx: Tx, batch: RunBatch, now: Date): Promise<void> {
  if (batch.updates.size === 0) return
  const wanted = [...batch.updates.keys()].map((id) => ({ workspaceId: batch.profile(id).workspaceId, id }))
  const locked = await lockFreeProfiles(tx, wanted)
  for (const { id } of wanted) if (!locked.has(id)) batch.forget(id)
  const changed = [...locked.values()].map((fresh) => batch.updates.get(fresh.id)!.reduce(withUpdate, fresh))
  await writeProfiles(tx, { created: [], changed }, now)
}
