import { randomFillSync } from 'node:crypto'

const POOL = 8 * 512
const pool = Buffer.allocUnsafe(POOL)
let at = POOL
let lastMs = 0
let sequence = 0

/** A UUIDv7 that is greater than every one this process gave before, so that ids are in the order of arrival. */
export function eventId(nowMs: number): string {
  if (nowMs > lastMs) {
    lastMs = nowMs
    sequence = 0
  } else if (++sequence === 0x40_0000) {
    lastMs++
    sequence = 0
  }
  if (at === POOL) {
    randomFillSync(pool)
    at = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  // 12 bits after the version and 10 after the variant count events of one millisecond; 52 bits are random
  const high = (0x7000 | (sequence >>> 10)).toString(16)
  const low = (0x8000 | ((sequence & 0x3ff) << 4) | (pool[at]! & 0x0f)).toString(16)
  const rest = pool.toString('hex', at + 1, at + 7)
  at += 8
  return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${low}-${rest}`
}
