import type { Sql } from '#db/client.ts'
import { PARTS } from '#db/part.ts'
import { earliestDateEntries } from '#db/queries/date-entries.ts'
import { earliestTimers } from '#db/queries/due.ts'
import { waitingParts } from '#db/queries/inbox.ts'
import { advanceBatch } from '../services/runs/advance.ts'
import { enterByDate } from '../services/runs/date-entries.ts'
import type { Written } from '../services/runs/write-runs.ts'
import { eachPart } from './each-part.ts'

const BATCH = 500
const WIDTH = 4
/** How far the floor trails what was claimed, for timers that were set into the past meanwhile. */
const FLOOR_TRAIL_MS = 60_000
/** How often everything is looked at, floor or not. */
const SWEEP_MS = 30_000

export interface Advancing {
  /** Advances what is due. `idleMs`: until the next timer, 0 when there is more now. */
  turn: () => Promise<{ idleMs: number }>
}

/**
 * The advance loop's memory: for each part, how far its timers have been worked off. `onOutgoing` is told as soon as there is
 * something to send.
 */
export function advancing(
  sql: Sql,
  now: () => Date,
  onOutgoing: (made: Written) => void = () => {},
): Advancing {
  const floors: (Date | null)[] = Array.from({ length: PARTS }, () => null)
  let sweptAt = 0
  return {
    turn: async () => {
      const at = now()
      if (at.getTime() - sweptAt >= SWEEP_MS) {
        floors.fill(null)
        sweptAt = at.getTime()
      }
      const dates = await enterDue(sql, at, onOutgoing)
      const until = await horizon(sql, at)
      const timers = await earliestTimers(sql, floors)
      const due = timers.filter((timer) => timer.at <= until)
      const claimed = await eachPart(
        due.map(({ part }) => part),
        WIDTH,
        async (part) => {
          const done = await advanceBatch({
            sql,
            part,
            now: at,
            until,
            floor: floors[part] ?? null,
            limit: BATCH,
          })
          if (done.claimed < BATCH) floors[part] = new Date(until.getTime() - FLOOR_TRAIL_MS)
          onOutgoing(done)
          return done.claimed
        },
      )
      if (claimed + dates.entered > 0) return { idleMs: 0 }
      const next = [...timers, ...dates.waiting]
        .filter((timer) => timer.at > until)
        .map((timer) => timer.at.getTime() - now().getTime())
      return { idleMs: Math.max(1, Math.min(1_000, ...next)) }
    },
  }
}

/** Lets in who comes by a date that is due; also says when the next ones are. */
async function enterDue(sql: Sql, now: Date, onOutgoing: (made: Written) => void) {
  const timers = await earliestDateEntries(sql)
  const entered = await eachPart(
    timers.filter(({ at }) => at <= now).map(({ part }) => part),
    WIDTH,
    async (part) => {
      const done = await enterByDate({ sql, part, now, limit: BATCH })
      onOutgoing(done)
      return done.claimed
    },
  )
  return { entered, waiting: timers.filter(({ at }) => at > now) }
}

/** How far timers may fire: what was accepted before them is routed first. */
async function horizon(sql: Sql, now: Date): Promise<Date> {
  const [oldest] = await waitingParts(sql)
  return oldest === undefined || oldest.since > now ? now : oldest.since
}
