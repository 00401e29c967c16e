import { Temporal } from 'temporal-polyfill'

const HOUR_MS = 3_600_000

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds; looked up once for each hour. */
export function zoneOffsetMs(zone: string): (at: number) => number {
  const known = new Map<number, number>()
  return (at) => {
    const hour = Math.floor(at / HOUR_MS)
    let offset = known.get(hour)
    if (offset === undefined) {
      const instant = Temporal.Instant.fromEpochMilliseconds(hour * HOUR_MS)
      offset = instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000
      known.set(hour, offset)
    }
    return offset
  }
}
