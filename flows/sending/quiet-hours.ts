import { Temporal } from 'temporal-polyfill'
import type { QuietHours } from './sending-settings.ts'

/** A zone may leave out a whole day, and a gap may swallow an opening. */
const MOST_DAYS = 3

/**
 * When the quiet hours that hold at `now` end: the first instant outside of them, in milliseconds since 1970; null where
 * they don't hold. Quiet is what the clock on the wall says: an hour that comes twice is quiet twice, one that is skipped
 * opens at the hour after it.
 */
export function quietUntil(hours: QuietHours, zone: string, now: number): number | null {
  if (!isQuiet(hours, zone, now)) return null
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const opening = Temporal.PlainTime.from(hours.to)
  const candidates: number[] = []
  for (let days = 0; days <= MOST_DAYS; days++) {
    const wall = here.toPlainDate().add({ days }).toPlainDateTime(opening)
    for (const disambiguation of ['earlier', 'later'] as const) {
      candidates.push(wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds)
    }
  }
  const last = Math.max(...candidates)
  for (
    let change = here.getTimeZoneTransition('next');
    change;
    change = change.getTimeZoneTransition('next')
  ) {
    if (change.epochMilliseconds > last) break
    candidates.push(change.epochMilliseconds)
  }
  const open = candidates.filter((at) => at > now && !isQuiet(hours, zone, at))
  return open.length === 0 ? last : Math.min(...open)
}

/** Whether the clock on the wall stands within the hours: from the first minute on, until the last is over. */
export function isQuiet({ from, to }: QuietHours, zone: string, at: number): boolean {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const wall = hour * 60 + minute
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  if (begin === end) return false
  return begin < end ? wall >= begin && wall < end : wall >= begin || wall < end
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}
