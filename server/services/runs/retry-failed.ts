import type { Tx } from '#db/client.ts'
import type { FailedRun } from '#db/queries/failed-runs.ts'
import { beforeFailure } from '#flows/interpreter/advance.ts'
import { found, type Held } from './held.ts'
import { RunBatch } from './run-batch.ts'
import { writeRuns } from './write-runs.ts'

/**
 * Puts locked failed runs back where they stood before they failed, with what they could not take in: they try it again
 * at once, or when their flow goes on. Returns how many; those that kept nothing to try again are left as they are.
 */
export async function retryFailed(
  tx: Tx,
  runs: FailedRun[],
  { paused, now }: { paused: boolean; now: Date },
): Promise<number> {
  const back = runs.flatMap((run) => asBefore(run, paused, now) ?? [])
  if (back.length === 0) return 0
  const batch = new RunBatch(tx, new Map())
  await batch.hold(back)
  await writeRuns(tx, batch)
  return back.length
}

function asBefore(failed: FailedRun, paused: boolean, now: Date): Held | null {
  const before = beforeFailure(failed.run)
  if (before === null) return null
  const { position } = before.run
  const held = found({ ...failed, run: before.run }, now)
  const step = held.step + 1
  return {
    ...held,
    step,
    changed: true,
    frozen: paused,
    attempts: 0,
    error: null,
    pending: [before.input, ...held.pending],
    wakeAt: now,
    trace: [
      {
        kind: 'retried',
        node: position.kind === 'node' ? position.node : null,
        visit: position.kind === 'node' ? position.visit : 0,
        at: now.getTime(),
        branch: null,
        detail: { error: failed.error },
        step,
        ordinal: 0,
      },
    ],
  }
}
