import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Period } from '#db/queries/reports/period.ts'
import { AppError } from '../app-error.ts'

/** No shop has figures outside them, and not every instant outside them can be written down. */
const YEARS = /^(19|2\d)\d\d-/
const Day = z.iso.date()
const Instant = z.iso.datetime({ offset: true })
/** A day of the workspace's calendar, or an instant. */
export const Bound = z.stringFormat(
  'day_or_instant',
  (text) => YEARS.test(text) && (Day.safeParse(text).success || Instant.safeParse(text).success),
  {
    error:
      'must be a day (2026-11-22) or an instant with offset (2026-11-22T00:00:00+03:00), in the years 1900 to 2999',
  },
)

/** The span of a report as callers write it: days of the workspace's calendar (both counted), or instants. */
export const ReportPeriod = z.object({ from: Bound.optional(), to: Bound.optional() })
export type ReportPeriod = z.infer<typeof ReportPeriod>

/**
 * The instants a report runs over: from the first up to, but not including, the last. A day begins at its own midnight in
 * the workspace's zone, and `to` as a day means to its end. Throws `invalid` when the end is not after the beginning.
 */
export function resolvePeriod({ from, to }: ReportPeriod, timeZone: string): Period {
  const period = {
    from: from === undefined ? null : boundInstant(from, timeZone, 'from'),
    to: to === undefined ? null : boundInstant(to, timeZone, 'to'),
  }
  if (period.from && period.to && period.from >= period.to) {
    throw new AppError('invalid', 'The period ends before it begins.', [
      { pointer: '/to', code: 'period_empty', message: 'must be after from' },
    ])
  }
  return period
}

/** The instant that a bound stands for: a day's beginning for `from`, its end for `to`. */
export function boundInstant(bound: string, timeZone: string, which: 'from' | 'to'): Date {
  if (bound.includes('T')) return new Date(bound)
  const day = Temporal.PlainDate.from(bound).add({ days: which === 'from' ? 0 : 1 })
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds)
}
