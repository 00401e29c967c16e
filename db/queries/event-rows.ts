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

/** Events by the ids of the people they are of, in the order of the rows. */
export function eventsByPerson(
  rows: readonly (EventRow & { profileId: string })[],
): Map<string, FlowEvent[]> {
  const events = new Map<string, FlowEvent[]>()
  for (const row of rows) {
    const own = events.get(row.profileId)
    if (own === undefined) events.set(row.profileId, [flowEvent(row)])
    else own.push(flowEvent(row))
  }
  return events
}
