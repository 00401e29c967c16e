import { Temporal } from 'temporal-polyfill'
import { instantOf } from '#flows/events/rfc3339.ts'

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?)?$/
const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2}) (\S+)$/

/**
 * The instant (RFC 3339, UTC) that a text of a file names: with an offset as it says, without one as the clock on the
 * wall of the zone showed it; a date alone is its first moment there. Null for anything else.
 * An hour that the clock showed twice is the earlier one, one that it skipped is moved on (RFC 5545, 3.3.5).
 */
export function instantIn(zone: string, text: string): string | null {
  const trimmed = text.trim()
  const absolute = instantOf(trimmed.replace(WITH_OFFSET, '$1T$2'))
  if (absolute !== null) return new Date(absolute).toISOString()
  const match = LOCAL.exec(trimmed)
  if (match === null) return null
  const [, date, minutes = '00:00', seconds = ':00'] = match
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${minutes}${seconds}`, { overflow: 'reject' })
    return new Date(
      local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
    ).toISOString()
  } catch {
    return null
  }
}

/** Whether the text is a time zone, such as Europe/Istanbul. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}
