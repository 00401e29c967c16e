import { describe, expect, it } from 'vitest'
import { roughDuration, timeLeftMs } from './time-left.ts'

const startedAt = '2026-11-22T10:00:00.000Z'
const after = (seconds: number) => Date.parse(startedAt) + seconds * 1_000

describe('how long a job still takes', () => {
  it('goes on at its pace so far', () => {
    expect(timeLeftMs({ progress: 0.25, startedAt }, after(60))).toBe(180_000)
    expect(timeLeftMs({ progress: 1, startedAt }, after(60))).toBe(0)
  })
  it('is not told before it has begun, or of next to nothing done', () => {
    expect(timeLeftMs({ progress: 0, startedAt: null }, after(60))).toBeNull()
    expect(timeLeftMs({ progress: 0.001, startedAt }, after(60))).toBeNull()
    expect(timeLeftMs({ progress: 0.5, startedAt }, after(-5))).toBeNull()
  })
  it.each([
    [400, '1 second', '1 saniye'],
    [61_000, '2 minutes', '2 dakika'],
    [5_400_000, '2 hours', '2 saat'],
  ])('%d ms: %s', (ms, english, turkish) => {
    expect(roughDuration(ms, 'en')).toBe(english)
    expect(roughDuration(ms, 'tr')).toBe(turkish)
  })
})
