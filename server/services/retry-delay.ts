import { createHash } from 'node:crypto'

const FIRST_MS = 30_000
const LONGEST_MS = 3_600_000
const MOST_MS = 24 * 3_600_000

/**
 * How long to wait after the given failed attempt (1 is the first), in milliseconds: doubling from 30 s to an hour, less up to
 * a quarter by the seed, so that neighbours don't return together. Null once all waits together reach 24 hours.
 */
export function retryDelayMs(attempt: number, seed: string): number | null {
  let total = 0
  for (let n = 1; n <= attempt; n++) total += Math.min(LONGEST_MS, FIRST_MS * 2 ** (n - 1))
  if (total > MOST_MS) return null
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return Math.round(full * (1 - unit(`${seed}:${attempt}`) / 4))
}

/** 0 up to, not including, 1; the same for the same seed. */
function unit(seed: string): number {
  return createHash('md5').update(seed).digest().readUInt32BE(0) / 2 ** 32
}
