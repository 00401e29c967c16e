/** What one event, and one request with events, may hold. */
export const EVENT_LIMITS = {
  nameLength: 128,
  idLength: 256,
  identifierLength: 256,
  emailLength: 254,
  /** Keys of `properties`, and of a profile's own properties. */
  properties: 400,
  propertyNameLength: 256,
  depth: 10,
  stringBytes: 100_000,
  profileTextLength: 256,
  aheadMs: 5 * 60_000,
  eventsPerRequest: 1_000,
  requestBytes: 5_000_000,
} as const

/** Nothing before this is a time of an event. */
export const EARLIEST_EVENT = Date.UTC(1900, 0, 1)
