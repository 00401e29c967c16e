import type { Sql } from '#db/client.ts'
import { waitingParts } from '#db/queries/inbox.ts'
import { routeBatch } from '../services/runs/route.ts'
import type { Written } from '../services/runs/write-runs.ts'
import { Lanes } from './lanes.ts'

const BATCH = 500
const WIDTH = 2

/**
 * Turns that route what has been accepted, the parts that wait longest first. `onRouted` is told after each batch, so that what
 * it made is sent at once; `onFree` whenever a lane can take more. A turn returns milliseconds until the next is worth while.
 */
export function routing(
  sql: Sql,
  now: () => Date,
  { onRouted, onFree }: { onRouted: (made: Written) => void; onFree: () => void },
): { turn: () => Promise<number>; end: () => Promise<void> } {
  const lanes = new Lanes(WIDTH, onFree)
  const route = async (parts: number[]) => {
    const routed = await routeBatch({ sql, parts, now: now(), limit: BATCH })
    if (routed.events > 0) onRouted(routed)
    return routed.events
  }
  return {
    turn: async () => {
      if (lanes.full) return Number.POSITIVE_INFINITY
      const waiting = await waitingParts(sql)
      return lanes.give(
        waiting.map(({ part }) => part),
        route,
      )
    },
    end: () => lanes.end(),
  }
}
