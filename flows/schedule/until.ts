import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { SignedDuration } from './duration.ts'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A time of day on a 24-hour clock, `09:00`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:00')

/** `profile`: the person's own zone, else the workspace's; or an IANA name. */
export const ZoneName = z
  .string()
  .max(64)
  .refine(
    (name) => name === 'profile' || isZone(name),
    'must be "profile" or a time zone such as Europe/Istanbul',
  )

/** The next time of day; on one of the weekdays if any are named; not before so many calendar days have passed. */
export const UntilTime = z.object({
  time: TimeOfDay,
  weekdays: z.array(z.enum(WEEKDAYS)).max(7).optional(),
  afterDays: z.number().int().min(0).max(3_660).optional(),
  zone: ZoneName.optional(),
})
export type UntilTime = z.infer<typeof UntilTime>

/** A date of the person or of the trigger event, and a while before or after it; at a time of day if one is named. */
export const UntilDate = z.object({
  date: z.string().trim().max(512),
  offset: SignedDuration.optional(),
  time: TimeOfDay.optional(),
  zone: ZoneName.optional(),
})
export type UntilDate = z.infer<typeof UntilDate>

/** Whether a name is a time zone that is known here. */
export function isZone(name: unknown): name is string {
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) return false
  const known = ZONES.get(name)
  if (known !== undefined) return known
  let valid = true
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
  } catch {
    valid = false
  }
  if (ZONES.size < 2_000) ZONES.set(name, valid)
  return valid
}
const ZONES = new Map<string, boolean>()
