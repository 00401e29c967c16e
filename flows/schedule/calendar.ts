import { Temporal } from 'temporal-polyfill'
import { durationMs, type SignedDuration } from './duration.ts'
import { isZone, type UntilDate, type UntilTime, WEEKDAYS } from './until.ts'

const DAY_UNITS: Partial<Record<SignedDuration['unit'], number>> = { days: 1, weeks: 7 }
/** A weekday set and an anniversary are both met within this many steps. */
const MOST_STEPS = 12

/** The zone that holds for a person: one that is named, their own where it is known, else the workspace's. */
export function zoneFor(
  named: string | undefined,
  profile: Readonly<Record<string, unknown>>,
  workspaceZone: string,
): string {
  if (named !== undefined && named !== 'profile' && isZone(named)) return named
  return isZone(profile.time_zone) ? profile.time_zone : workspaceZone
}

/**
 * The first instant after `now` at this time of day in the zone, on one of the weekdays if any are named, and not before
 * `afterDays` calendar days have passed. Milliseconds since 1970.
 */
export function untilTimeMs({ time, weekdays, afterDays = 0 }: UntilTime, zone: string, now: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const clock = Temporal.PlainTime.from(time)
  let date = today.add({ days: afterDays })
  for (;;) {
    const at = instantIn(date.toPlainDateTime(clock), zone)
    const fits = !weekdays?.length || weekdays.includes(WEEKDAYS[date.dayOfWeek - 1] as never)
    if (fits && at > now) return at
    date = date.add({ days: 1 })
  }
}

/** The instant of a date and its offset, at the time of day if one is named; null where the value is no date. */
export function untilDateMs({ offset, time }: UntilDate, value: unknown, zone: string): number | null {
  const dated = datedOf(value, zone)
  if (dated === null) return null
  const clock = time === undefined ? dated.clock : Temporal.PlainTime.from(time)
  return shifted(dated.date, clock, offset, zone)
}

/** When a date trigger lets a person in. */
export interface Anniversary {
  offset?: SignedDuration | undefined
  repeat: 'once' | 'monthly' | 'yearly'
  /** `09:00` */
  time: string
}

/**
 * The first instant after `after` at which a date comes round: the day itself, or in every month or year; the 29th of
 * February falls on the 28th in other years, and the 31st on the last of a shorter month. Null where there is none.
 */
export function nextOccurrence(
  { offset, repeat, time }: Anniversary,
  value: unknown,
  zone: string,
  after: number,
): number | null {
  const dated = datedOf(value, zone)
  if (dated === null) return null
  const clock = Temporal.PlainTime.from(time)
  const at = (nth: number) => shifted(recurred(dated.date, repeat, nth), clock, offset, zone)
  if (repeat === 'once') return at(0) > after ? at(0) : null
  const begin = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate()
  const back = offset === undefined ? 0 : Math.ceil(Math.abs(durationMs(offset)) / 86_400_000)
  const from = begin.subtract({ days: back + 1 })
  const since = dated.date.until(from, { largestUnit: repeat === 'yearly' ? 'years' : 'months' })
  const first = Math.max(0, (repeat === 'yearly' ? since.years : since.months) - 1)
  const most = first + MOST_STEPS + back
  for (let nth = first; nth <= most; nth++) if (at(nth) > after) return at(nth)
  return null
}

function recurred(date: Temporal.PlainDate, repeat: Anniversary['repeat'], nth: number): Temporal.PlainDate {
  if (repeat === 'once') return date
  return date.add(repeat === 'yearly' ? { years: nth } : { months: nth }, { overflow: 'constrain' })
}

function shifted(
  date: Temporal.PlainDate,
  clock: Temporal.PlainTime,
  offset: SignedDuration | undefined,
  zone: string,
): number {
  const days = offset && DAY_UNITS[offset.unit]
  if (offset === undefined || days === undefined) {
    return instantIn(date.toPlainDateTime(clock), zone) + (offset ? durationMs(offset) : 0)
  }
  const whole = Math.trunc(offset.amount * days)
  return instantIn(date.add({ days: whole }).toPlainDateTime(clock), zone)
}

/** A calendar date, `2026-11-25`, or an RFC 3339 instant as it is read in the zone. */
function datedOf(
  value: unknown,
  zone: string,
): { date: Temporal.PlainDate; clock: Temporal.PlainTime } | null {
  if (typeof value !== 'string') return null
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
      return { date: Temporal.PlainDate.from(value), clock: Temporal.PlainTime.from('00:00') }
    }
    const ms = Date.parse(value)
    if (!/^\d{4}-\d{2}-\d{2}[T ]/.test(value) || Number.isNaN(ms)) return null
    const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
    return { date: zoned.toPlainDate(), clock: zoned.toPlainTime() }
  } catch {
    return null
  }
}

/**
 * The instant of a wall-clock time, in milliseconds since 1970. One that is skipped when clocks go forward becomes the next
 * that exists; one that comes twice when they go back is the first.
 */
export function instantIn(wall: Temporal.PlainDateTime, zone: string): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds
  return earlier.getTimeZoneTransition('next')?.epochMilliseconds ?? earlier.epochMilliseconds
}
