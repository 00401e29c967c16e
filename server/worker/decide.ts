import type { Runtime } from '../runtime.ts'
import { decideWinners } from '../services/experiments/decide-winners.ts'
import { refreshRfm } from '../services/segments/refresh-rfm.ts'

/** How often experiments are looked at, in milliseconds; more rarely where a look takes long. */
const EVERY_MS = 60_000
const REST = 20

/** Turns of the loop that decides experiments and computes what changes by the day; each returns milliseconds until the next. */
export function deciding(runtime: Runtime, now: () => Date): () => Promise<number> {
  let next = 0
  return async () => {
    const begun = performance.now()
    if (begun >= next) {
      const decided = await decideWinners({ sql: runtime.sql, now: now() })
      if (decided > 0) runtime.log.info({ decided }, 'experiments have a winner')
      await refreshRfm(runtime.sql, now())
      const ended = performance.now()
      next = ended + Math.max(EVERY_MS, REST * (ended - begun))
    }
    return Math.max(1, next - performance.now())
  }
}
