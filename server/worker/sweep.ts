import type { Sql } from '#db/client.ts'
import { dueParts, nextFlipAt } from '#db/queries/segments/checks.ts'
import { sweepSegments } from '../services/segments/sweep-segments.ts'
import { firstParts } from './each-part.ts'

const BATCH = 200
const WIDTH = 2

/**
 * Turns that judge the segments of people who changed or whose time has come. `onChanged` is told when anyone came or left. A turn
 * returns milliseconds until the next is worth while.
 */
export function sweeping(sql: Sql, now: () => Date, onChanged: () => void): () => Promise<number> {
  return async () => {
    const parts = await dueParts(sql, now())
    let changes = 0
    const done = await firstParts(parts, WIDTH, async (part) => {
      const swept = await sweepSegments(sql, { part, now: now(), limit: BATCH })
      changes += swept.changes
      return swept.people
    })
    if (changes > 0) onChanged()
    if (done > 0) return 0
    const next = await nextFlipAt(sql)
    return next === null ? Number.POSITIVE_INFINITY : Math.max(1, next.getTime() - now().getTime())
  }
}
