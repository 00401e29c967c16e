import { isoTime } from '../iso-time.ts'
import type { JsonObject } from '../json.ts'

/** An event as the core sees it. `time` is when it happened, in milliseconds since 1970; `value` a decimal string. */
export interface FlowEvent {
  id: string
  name: string
  time: number
  properties: JsonObject
  value: string | null
  currency: string | null
}

/** What conditions and templates read as `event`: the properties, with `value`, `currency` and `time` beside them. */
export function eventFields(event: FlowEvent): JsonObject {
  return {
    ...event.properties,
    ...(event.value === null ? {} : { value: event.value }),
    ...(event.currency === null ? {} : { currency: event.currency }),
    time: isoTime(event.time),
  }
}
