import { createHash } from 'node:crypto'

/** How tries follow each other: the first wait, how much longer each next one is, and how long all of them may take. */
export interface RetryPlan {
  firstMs: number
  factor: number
  longestMs: number
  mostMs: number
}

/** For whatever nobody waits for: doubling from 30 s to an hour, for a day. */
const PATIENT: RetryPlan = { firstMs: 30_000, factor: 2, longestMs: 3_600_000, mostMs: 24 * 3_600_000 }
/** For what a run waits for: five tries, 5 s, 25 s, 2 min and 10 min apart. */
export const QUARTER_HOUR: RetryPlan = { firstMs: 5_000, factor: 5, longestMs: 3_600_000, mostMs: 900_000 }

/**
 * How long to wait after the given failed attempt (1 is the first), in milliseconds: exponential by the plan, less up to a
 * quarter by the seed, so that neighbours don't return together. Null once all waits together are longer than the plan's most.
 */
export function retryDelayMs(attempt: number, seed: string, plan: RetryPlan = PATIENT): number | null {
  const wait = (n: number) => Math.min(plan.longestMs, plan.firstMs * plan.factor ** (n - 1))
  let total = 0
  for (let n = 1; n <= attempt; n++) total += wait(n)
  return total > plan.mostMs ? null : Math.round(wait(attempt) * (1 - unit(`${seed}:${attempt}`) / 4))
}

/** 0 up to, not including, 1; the same for the same seed. */
function unit(seed: string): number {
  return createHash('md5').update(seed).digest().readUInt32BE(0) / 2 ** 32
}
