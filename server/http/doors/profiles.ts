import { EVENT_LIMITS } from '#flows/events/limits.ts'
import { dataDoor } from '../data-door.ts'
import type { DataCall, HotResponse } from '../door.ts'
import { limitRate } from '../rate-limit.ts'
import { parseJson } from '../read-json.ts'
import { receiveProfile } from '../receive-profile.ts'

const HEADERS = { 'content-type': 'application/json' }

/** `POST /api/v1/profiles`: makes or changes the person whom any of the identifiers names. */
export const profilesDoor = dataDoor('profiles', receiveProfileCall)

/** The rest of the door, once it is known who calls: the same for a session that comes through Next. */
export async function receiveProfileCall({
  request,
  sql,
  workspaceId,
  country,
  actor,
}: DataCall): Promise<HotResponse> {
  const { headers, ip, now, body } = request
  limitRate(actor, ip, 1, now.getTime())
  const json = await parseJson(await body(EVENT_LIMITS.requestBytes), headers, EVENT_LIMITS.requestBytes)
  const { status, answer } = await receiveProfile({ sql, workspaceId, actor, now }, json, country)
  return { status, headers: HEADERS, body: JSON.stringify(answer) }
}
