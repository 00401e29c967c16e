import type { Sql, Tx } from '#db/client.ts'
import { flowStatuses } from '#db/queries/flow-versions.ts'
import { loadProfiles, lockFreeProfiles, writeProfiles } from '#db/queries/profiles.ts'
import { claimDueRuns, type StoredRun } from '#db/queries/runs.ts'
import type { Input } from '#flows/interpreter/run-state.ts'
import { inTransaction } from '../in-transaction.ts'
import { isOwnFault } from '../own-fault.ts'
import { withUpdate } from '../profiles/with-update.ts'
import { found, type Held } from './held.ts'
import { RunBatch, retryLater } from './run-batch.ts'
import { entersOthers, settleRuns } from './settle-runs.ts'
import type { Written } from './write-runs.ts'

export interface AdvancedBatch extends Written {
  /** How many due runs were claimed; fewer than `limit` means that the part has no more. */
  claimed: number
}

export interface AdvanceBatchArgs {
  sql: Sql
  part: number
  now: Date
  until: Date
  floor: Date | null
  limit: number
}

/**
 * Advances the due runs of one part: what was kept for them first, then their timers. One transaction holds the claim,
 * the new states, the trace and the outbox. `until` is how far timers may fire: no later than the oldest unrouted event
 * was received, so that a reminder never overtakes the purchase that came before it. A run whose result can't be stored
 * never stops its neighbours: it is tried alone, and again later.
 */
export async function advanceBatch(args: AdvanceBatchArgs): Promise<AdvancedBatch> {
  try {
    return await advanceOnce(args, args.limit)
  } catch (error) {
    if (!isOwnFault(error)) throw error
    return advanceSingly(args)
  }
}

async function advanceOnce(
  { sql, part, now, until, floor }: AdvanceBatchArgs,
  limit: number,
  onClaimed?: (runs: StoredRun[]) => void,
): Promise<AdvancedBatch> {
  return inTransaction(sql, [], async (tx) => {
    const runs = await claimDueRuns(tx, { part, floor, until, limit })
    onClaimed?.(runs)
    const claimed = runs.map((run) => found(run, now))
    if (claimed.length === 0) return { claimed: 0, messages: 0, webhooks: 0 }
    const people = claimed.map(({ workspaceId, run }) => ({ workspaceId, id: run.profileId }))
    const batch = new RunBatch(tx, await loadProfiles(tx, people))
    await batch.hold(claimed)
    const moving = await stopped(tx, batch, claimed, now)
    await batch.catchUp(moving, (held) => held.wakeAt !== null && held.wakeAt <= until, now)
    await lockChanged(tx, batch, now)
    return { claimed: claimed.length, ...(await settleRuns(batch, now)) }
  })
}

/** Freezes runs whose flow was paused a moment ago, and ends those of an archived one; returns the others. */
async function stopped(tx: Tx, batch: RunBatch, claimed: Held[], now: Date): Promise<Held[]> {
  const statuses = await flowStatuses(tx, [...new Set(claimed.map(({ run }) => run.flowId))])
  const archived: { held: Held; input: Input }[] = []
  const moving: Held[] = []
  for (const held of claimed) {
    const status = statuses.get(held.run.flowId)
    if (status === 'archived') archived.push({ held, input: { kind: 'leave', reason: 'archived' } })
    else if (status === 'paused') {
      held.frozen = true
      held.changed = true
      held.step += 1
    } else moving.push(held)
  }
  await batch.give(archived, now)
  return moving
}

/**
 * Writes what update steps changed, and locks who enters another flow. A person who is just being routed is not waited for:
 * their runs are left for the next turn.
 */
async function lockChanged(tx: Tx, batch: RunBatch, now: Date): Promise<void> {
  const entering = [...batch.runs.values()].filter(entersOthers).map(({ run }) => run.profileId)
  const ids = [...new Set([...batch.updates.keys(), ...entering])].filter((id) => batch.knows(id))
  if (ids.length === 0) return
  const wanted = ids.map((id) => ({ workspaceId: batch.profile(id).workspaceId, id }))
  const locked = await lockFreeProfiles(tx, wanted)
  for (const { id } of wanted) if (!locked.has(id)) batch.forget(id)
  const changed = [...locked.values()].flatMap((fresh) => {
    const updates = batch.updates.get(fresh.id)
    return updates ? [updates.reduce(withUpdate, fresh)] : []
  })
  if (changed.length > 0) await writeProfiles(tx, { created: [], changed }, now)
}

/** Each due run in a transaction of its own; one that can't be stored has its failure written down and comes back later. */
async function advanceSingly(args: AdvanceBatchArgs): Promise<AdvancedBatch> {
  const total: AdvancedBatch = { claimed: 0, messages: 0, webhooks: 0 }
  for (let left = args.limit; left > 0; left--) {
    let claimed: StoredRun | undefined
    try {
      const one = await advanceOnce(args, 1, ([run]) => {
        claimed = run
      })
      if (one.claimed === 0) return total
      for (const key of ['claimed', 'messages', 'webhooks'] as const) total[key] += one[key]
    } catch (error) {
      if (claimed === undefined || !isOwnFault(error)) throw error
      await writeFailure(args, claimed, error instanceof Error ? error.message : String(error))
      total.claimed += 1
    }
  }
  return total
}

async function writeFailure({ sql, now }: AdvanceBatchArgs, run: StoredRun, message: string): Promise<void> {
  await inTransaction(sql, [], async (tx) => {
    const held = found(run, now)
    const batch = new RunBatch(tx, new Map())
    await batch.hold([held])
    const [next = { kind: 'timer' as const }, ...rest] = held.pending
    held.pending = rest
    const end = retryLater(held, next, message, now)
    if (end?.kind === 'advanced') {
      held.run = end.run
      held.wakeAt = null
      held.trace.push(...end.steps.map((step, ordinal) => ({ ...step, step: held.step, ordinal })))
    }
    await settleRuns(batch, now)
  })
}
