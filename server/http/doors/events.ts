import { EVENT_LIMITS } from '#flows/events/limits.ts'
import { dataDoor } from '../data-door.ts'
import type { DataCall, HotResponse } from '../door.ts'
import { limitRate } from '../rate-limit.ts'
import { parseJson } from '../read-json.ts'
import { eventsIn, receiveEvents } from '../receive-events.ts'

const HEADERS = { 'content-type': 'application/json' }

/** `POST /api/v1/events`: one event or up to 1,000; 202 after the commit. */
export const eventsDoor = dataDoor('events', receiveEventsCall)

/** The rest of the door, once it is known who calls: the same for a session that comes through Next. */
export async function receiveEventsCall({
  request,
  sql,
  workspaceId,
  country,
  actor,
}: DataCall): Promise<HotResponse> {
  const { headers, ip, now, body } = request
  const json = await parseJson(await body(EVENT_LIMITS.requestBytes), headers, EVENT_LIMITS.requestBytes)
  const events = eventsIn(json)
  limitRate(actor, ip, events.items.length, now.getTime())
  const answer = await receiveEvents({ sql, workspaceId, actor, now }, events, country)
  return { status: 202, headers: HEADERS, body: JSON.stringify(answer) }
}
