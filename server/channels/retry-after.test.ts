import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

test.each([
  ['120', 120_000],
  [' 5 ', 5_000],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 09:59:00 GMT', null],
  ['0', null],
  ['soon', null],
  ['', null],
  [undefined, null],
])('Retry-After: %s', (header, ms) => {
  expect(retryAfterMs(header, Date.parse('2026-11-22T10:00:00Z'))).toBe(ms)
})
