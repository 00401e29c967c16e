import { setTimeout as sleep } from 'node:timers/promises'
import type { CrashDatabase } from './crash-database.ts'
import type { Dice } from './crash-people.ts'
import type { CrashWorkers } from './crash-workers.ts'

export interface Chaos {
  kills: number
  crashes: number
  /** Messages that were being handed over when somebody was killed or frozen. */
  inFlight: Set<string>
}

const KILL_EVERY_MS = 1_000
/** By then what a killed worker had sent off has reached the database, and its messages keep `sending` for a minute. */
const SETTLE_MS = 300
const FREEZE_AFTER_MS = 10_000
/** Longer than every lease: of a transaction, of a webhook call, of a message that is prepared or being sent. */
const FROZEN_MS = 75_000
/** PostgreSQL is killed once in each of these spans. */
const CRASHES_MS: readonly (readonly [number, number])[] = [
  [15_000, 35_000],
  [45_000, 80_000],
]

/**
 * Kills a worker every second, PostgreSQL twice, and freezes a worker for longer than its leases; goes on until all of that
 * was done and it is enough.
 */
export async function wreakHavoc(args: {
  database: CrashDatabase
  workers: CrashWorkers
  dice: Dice
  enough: (kills: number, elapsedMs: number) => Promise<boolean>
}): Promise<Chaos> {
  const { database, workers, dice, enough } = args
  const inFlight = new Set<string>()
  const begun = performance.now()
  const elapsed = () => performance.now() - begun
  const crashes = CRASHES_MS.map(([from, to]) => from + dice.next() * (to - from))
  let crashed = 0
  let frozenAt = Number.POSITIVE_INFINITY
  let thaw: (() => void) | null = null
  let thawed = false

  const look = async () => {
    const rows = await database.ask((sql) => sql`select id from messages where status = 'sending'`)
    for (const { id } of rows) inFlight.add(id)
  }
  for (let tick = 1; ; tick++) {
    await sleep(Math.max(0, tick * KILL_EVERY_MS - elapsed()))
    tick = Math.floor(elapsed() / KILL_EVERY_MS)
    if (thaw === null && elapsed() >= FREEZE_AFTER_MS) {
      thaw = workers.freezeOne(dice)
      frozenAt = elapsed()
    } else await workers.killOne(dice)
    if (elapsed() >= (crashes[crashed] ?? Number.POSITIVE_INFINITY)) {
      await database.crash()
      crashed += 1
    } else await sleep(SETTLE_MS)
    await look()
    if (!thawed && thaw !== null && elapsed() - frozenAt >= FROZEN_MS) {
      thaw()
      thawed = true
    }
    const all = thawed && crashed === crashes.length
    if (all && (await enough(workers.kills, elapsed()))) {
      return { kills: workers.kills, crashes: crashed, inFlight }
    }
  }
}
