import type { FlowEvent } from '#flows/events/event.ts'
import type { JsonObject } from '#flows/json.ts'

/** An event as the core reads it, out of the columns that carry it. */
export interface EventRow {
  id: string
  name: string
  time: Date
  properties: JsonObject
  value: string | null
  currency: string | null
}

export const flowEvent = ({ id, name, time, properties, value, currency }: EventRow): FlowEvent => ({
  id,
  name,
  time: time.getTime(),
  properties,
  value,
  currency,
})
