import type { Tx } from '#db/client.ts'
import { discardReviews, type Inside, lockInside, nextInside, type Place } from '#db/queries/people-inside.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { isInReview } from '#db/queries/runs.ts'
import { found, type Held } from '../runs/held.ts'
import { RunBatch } from '../runs/run-batch.ts'

export interface Taken {
  batch: RunBatch
  runs: Held[]
  /** The last place that was looked at; null when nobody is left. */
  last: Place | null
}

/**
 * Takes the next people inside a flow in hand. Their profiles are locked before their runs, as routing does, so that neither
 * waits for the other crosswise. `prepare` changes runs before their versions are loaded.
 */
export async function takeInside(
  tx: Tx,
  who: Inside,
  { after, limit, now }: { after: Place | null; limit: number; now: Date },
  prepare: (held: Held) => void = () => {},
): Promise<Taken> {
  const refs = await nextInside(tx, who, after, limit)
  const people = refs.map(({ workspaceId, profileId }) => ({ workspaceId, id: profileId }))
  const batch = new RunBatch(tx, await loadProfiles(tx, people, true))
  const runs = (await lockInside(tx, who, refs)).map((stored) => found(stored, now))
  for (const held of runs) prepare(held)
  await batch.hold(runs)
  const last = refs.at(-1)
  return { batch, runs, last: last ? { part: last.part, id: last.id } : null }
}

/** Takes the message that a person was to look at out of the way of runs that leave it behind. */
export async function discardReviewsOf(tx: Tx, runs: Held[], reason: string): Promise<void> {
  const left = runs.flatMap(({ part, run }) =>
    isInReview(run) && run.position.kind === 'node'
      ? [{ part, runId: run.id, node: run.position.node, visit: run.position.visit }]
      : [],
  )
  await discardReviews(tx, left, reason)
}
