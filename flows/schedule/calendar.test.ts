import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { nextOccurrence, untilDateMs, untilTimeMs, zoneFor } from './calendar.ts'

const at = (text: string) => Date.parse(text)
const ZONES = [
  'Europe/Istanbul',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
]
const INSTANT = fc.integer({ min: at('2005-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') })
const TIME = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)

describe('until a time of day', () => {
  const istanbul = (now: string, until: Parameters<typeof untilTimeMs>[0]) =>
    new Date(untilTimeMs(until, 'Europe/Istanbul', at(now))).toISOString()

  it('is today when it is still to come, else tomorrow; never the very instant', () => {
    expect(istanbul('2026-11-25T08:59:00+03:00', { time: '09:00' })).toBe('2026-11-25T06:00:00.000Z')
    expect(istanbul('2026-11-25T09:00:00+03:00', { time: '09:00' })).toBe('2026-11-26T06:00:00.000Z')
  })

  it('counts calendar days: three days from 23:30 is the third day after, not 72 hours', () => {
    expect(istanbul('2026-11-25T23:30:00+03:00', { time: '09:00', afterDays: 3 })).toBe(
      '2026-11-28T06:00:00.000Z',
    )
  })

  it('waits for one of the weekdays', () => {
    // 25 November 2026 is a Wednesday
    expect(istanbul('2026-11-25T12:00:00+03:00', { time: '09:00', weekdays: ['mon', 'sat'] })).toBe(
      '2026-11-28T06:00:00.000Z',
    )
    expect(istanbul('2026-11-25T12:00:00+03:00', { time: '13:00', weekdays: ['wed'] })).toBe(
      '2026-11-25T10:00:00.000Z',
    )
  })

  it('of a time that clocks skip is the next that exists', () => {
    // Berlin goes from 02:00 to 03:00 on 29 March 2026
    const skipped = untilTimeMs({ time: '02:30' }, 'Europe/Berlin', at('2026-03-28T12:00:00+01:00'))
    expect(skipped).toBe(at('2026-03-29T03:00:00+02:00'))
  })

  it('of a time that comes twice is the first', () => {
    // Berlin goes from 03:00 back to 02:00 on 25 October 2026
    const twice = untilTimeMs({ time: '02:30' }, 'Europe/Berlin', at('2026-10-24T12:00:00+02:00'))
    expect(twice).toBe(at('2026-10-25T02:30:00+02:00'))
  })

  it('is always the first instant after now that reads so, in any zone', () => {
    fc.assert(
      fc.property(INSTANT, TIME, fc.constantFrom(...ZONES), (now, time, zone) => {
        const until = untilTimeMs({ time }, zone, now)
        expect(until).toBeGreaterThan(now)
        const clock = (ms: number) =>
          Temporal.Instant.fromEpochMilliseconds(ms)
            .toZonedDateTimeISO(zone)
            .toPlainTime()
            .toString({ smallestUnit: 'minute' })
        const minute = 60_000
        const first = Math.ceil((now + 1) / minute) * minute
        const reads: number[] = []
        for (let ms = first; ms < until; ms += minute) if (clock(ms) === time) reads.push(ms)
        // only the second coming of an hour that is repeated may lie between
        for (const ms of reads)
          expect(clock(ms - 3_600_000) === time || clock(ms - 1_800_000) === time).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('until a date', () => {
  const zone = 'Europe/Istanbul'

  it('is the beginning of that day, or a time of it', () => {
    expect(untilDateMs({ date: '' }, '2026-12-24', zone)).toBe(at('2026-12-24T00:00:00+03:00'))
    expect(untilDateMs({ date: '', time: '09:30' }, '2026-12-24', zone)).toBe(at('2026-12-24T09:30:00+03:00'))
  })

  it('moves by calendar days and weeks, and by exact hours', () => {
    const offset = { amount: -2, unit: 'weeks' } as const
    expect(untilDateMs({ date: '', offset }, '2026-12-24', zone)).toBe(at('2026-12-10T00:00:00+03:00'))
    const hours = { amount: 36, unit: 'hours' } as const
    expect(untilDateMs({ date: '', offset: hours }, '2026-12-24T10:00:00Z', zone)).toBe(
      at('2026-12-25T22:00:00Z'),
    )
    // over the end of summer time a day is a day
    const day = { amount: 1, unit: 'days' } as const
    expect(untilDateMs({ date: '', offset: day }, '2026-10-24T10:00:00+02:00', 'Europe/Berlin')).toBe(
      at('2026-10-25T10:00:00+01:00'),
    )
  })

  it.each([undefined, null, 12, '', 'tomorrow', '2026-13-40', '24.12.2026'])('%j is no date', (value) => {
    expect(untilDateMs({ date: '' }, value, zone)).toBeNull()
  })
})

describe('a date trigger', () => {
  const next = (
    trigger: Partial<Parameters<typeof nextOccurrence>[0]>,
    value: string,
    after: string,
    zone = 'Europe/Istanbul',
  ) => {
    const found = nextOccurrence({ repeat: 'yearly', time: '09:00', ...trigger }, value, zone, at(after))
    return found === null ? null : new Date(found).toISOString()
  }

  it('comes once, and not after it has been', () => {
    expect(next({ repeat: 'once' }, '2026-12-01', '2026-11-25T00:00:00Z')).toBe('2026-12-01T06:00:00.000Z')
    expect(next({ repeat: 'once' }, '2026-12-01', '2026-12-01T06:00:00Z')).toBeNull()
  })

  it('comes every year; 29 February falls on the 28th', () => {
    expect(next({}, '1990-05-12', '2026-11-25T00:00:00Z')).toBe('2027-05-12T06:00:00.000Z')
    expect(next({}, '1992-02-29', '2026-11-25T00:00:00Z')).toBe('2027-02-28T06:00:00.000Z')
    expect(next({}, '1992-02-29', '2027-03-01T00:00:00Z')).toBe('2028-02-29T06:00:00.000Z')
  })

  it('comes every month; the 31st falls on the last of a shorter one', () => {
    expect(next({ repeat: 'monthly' }, '2026-01-31', '2026-02-01T00:00:00Z')).toBe('2026-02-28T06:00:00.000Z')
    expect(next({ repeat: 'monthly' }, '2026-01-31', '2026-02-28T06:00:00Z')).toBe('2026-03-31T06:00:00.000Z')
  })

  it('comes days before or after', () => {
    const offset = { amount: -7, unit: 'days' } as const
    expect(next({ offset }, '1990-05-12', '2026-11-25T00:00:00Z')).toBe('2027-05-05T06:00:00.000Z')
    expect(next({ offset: { amount: 1, unit: 'weeks' } }, '1990-12-28', '2026-11-25T00:00:00Z')).toBe(
      '2027-01-04T06:00:00.000Z',
    )
  })

  it('is the first after an instant, found by looking at every day', () => {
    const DATE = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        DATE,
        INSTANT,
        fc.integer({ min: -40, max: 40 }),
        fc.constantFrom('monthly', 'yearly'),
        fc.constantFrom(...ZONES),
        (value, after, days, repeat, zone) => {
          const trigger = { repeat, time: '09:00', offset: { amount: days, unit: 'days' } } as const
          const found = nextOccurrence(trigger, value, zone, after)
          const born = Temporal.PlainDate.from(value)
          const isDay = (date: Temporal.PlainDate) => {
            const anchor = date.subtract({ days })
            if (Temporal.PlainDate.compare(anchor, born) < 0) return false
            const span = born.until(anchor, { largestUnit: repeat === 'yearly' ? 'years' : 'months' })
            return [0, 1].some((more) =>
              born
                .add(repeat === 'yearly' ? { years: span.years + more } : { months: span.months + more })
                .equals(anchor),
            )
          }
          let day = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate()
          if (Temporal.PlainDate.compare(day, born.add({ days })) < 0) day = born.add({ days })
          for (let n = 0; n < 800; n++, day = day.add({ days: 1 })) {
            if (!isDay(day)) continue
            const instant = day.toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).epochMilliseconds
            if (instant <= after) continue
            expect(found).toBe(instant)
            return
          }
          expect(found).toBeNull()
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('the zone', () => {
  it('is a named one, else the person’s own where it is one, else the workspace’s', () => {
    const person = { time_zone: 'America/New_York' }
    expect(zoneFor('Asia/Tokyo', person, 'Europe/Istanbul')).toBe('Asia/Tokyo')
    expect(zoneFor('profile', person, 'Europe/Istanbul')).toBe('America/New_York')
    expect(zoneFor(undefined, { time_zone: 'Mars/Olympus' }, 'Europe/Istanbul')).toBe('Europe/Istanbul')
    expect(zoneFor(undefined, {}, 'Europe/Istanbul')).toBe('Europe/Istanbul')
  })
})
