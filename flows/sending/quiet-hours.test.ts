import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuiet, quietUntil } from './quiet-hours.ts'

const NIGHT = { from: '21:00', to: '09:00' }
const at = (text: string) => Date.parse(text)
const until = (hours: { from: string; to: string }, zone: string, now: string) => {
  const end = quietUntil(hours, zone, at(now))
  return end === null ? null : new Date(end).toISOString().replace('.000Z', 'Z')
}

describe('quiet hours', () => {
  it('hold over midnight and end at their end in the person’s zone', () => {
    expect(until(NIGHT, 'Europe/Istanbul', '2026-11-22T20:00:00Z')).toBe('2026-11-23T06:00:00Z')
    expect(until(NIGHT, 'Europe/Istanbul', '2026-11-23T05:59:59Z')).toBe('2026-11-23T06:00:00Z')
    expect(until(NIGHT, 'America/New_York', '2026-11-22T20:00:00Z')).toBeNull()
  })

  it('begin with their first minute and are over at their last', () => {
    expect(until(NIGHT, 'UTC', '2026-11-22T20:59:59Z')).toBeNull()
    expect(until(NIGHT, 'UTC', '2026-11-22T21:00:00Z')).toBe('2026-11-23T09:00:00Z')
    expect(until(NIGHT, 'UTC', '2026-11-23T09:00:00Z')).toBeNull()
  })

  it('may lie within a day', () => {
    expect(until({ from: '12:30', to: '14:00' }, 'UTC', '2026-11-22T13:00:00Z')).toBe('2026-11-22T14:00:00Z')
    expect(until({ from: '12:30', to: '14:00' }, 'UTC', '2026-11-22T23:00:00Z')).toBeNull()
  })

  it('that end in an hour which clocks skip are over when it is skipped', () => {
    // 29 March 2026 in Berlin: 02:00 becomes 03:00
    const hours = { from: '22:00', to: '02:30' }
    expect(until(hours, 'Europe/Berlin', '2026-03-29T00:30:00Z')).toBe('2026-03-29T01:00:00Z')
  })

  it('that end in an hour which comes twice are over twice', () => {
    // 25 October 2026 in Berlin: 03:00 becomes 02:00
    const hours = { from: '22:00', to: '02:30' }
    expect(until(hours, 'Europe/Berlin', '2026-10-25T00:10:00Z')).toBe('2026-10-25T00:30:00Z')
    expect(until(hours, 'Europe/Berlin', '2026-10-25T00:40:00Z')).toBeNull()
    expect(until(hours, 'Europe/Berlin', '2026-10-25T01:10:00Z')).toBe('2026-10-25T01:30:00Z')
  })

  it('a window that begins when it ends is never quiet', () => {
    expect(until({ from: '09:00', to: '09:00' }, 'UTC', '2026-11-22T09:00:00Z')).toBeNull()
  })

  it('end at the first instant outside of them, in any zone and across every change of clocks', () => {
    const STEP_MS = 300_000
    const time = fc
      .integer({ min: 0, max: 287 })
      .map((n) => [Math.floor(n / 12), (n % 12) * 5].map((part) => String(part).padStart(2, '0')).join(':'))
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Istanbul',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Chatham',
      'America/Sao_Paulo',
    )
    const changes = [
      '2026-03-29T00:00Z',
      '2026-10-25T00:00Z',
      '2026-11-01T05:00Z',
      '2026-04-04T14:00Z',
      '2018-11-04T02:00Z',
    ]
    const instant = fc
      .tuple(fc.constantFrom(...changes.map(Date.parse)), fc.integer({ min: -400, max: 400 }))
      .map(([around, steps]) => around + steps * STEP_MS)
    fc.assert(
      fc.property(time, time, zone, instant, (from, to, where, now) => {
        const hours = { from, to }
        const end = quietUntil(hours, where, now)
        if (end === null) {
          expect(isQuiet(hours, where, now)).toBe(false)
          return
        }
        expect(end).toBeGreaterThan(now)
        expect(isQuiet(hours, where, end)).toBe(false)
        for (let between = now; between < end; between += STEP_MS) {
          expect(isQuiet(hours, where, between)).toBe(true)
        }
        expect(isQuiet(hours, where, end - 1)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
