import type { z } from 'zod'
import { type FieldFault, hasIdentifier, isObject, readProfile } from '#flows/events/incoming-profile.ts'
import { AppError } from '../../services/app-error.ts'
import { endSubscription } from '../../services/push/end-subscription.ts'
import { keepSubscription } from '../../services/push/keep-subscription.ts'
import { EndPushSubscription, KeepPushSubscription } from '../../services/push/push-bodies.ts'
import { dataDoor } from '../data-door.ts'
import type { DataCall, HotResponse } from '../door.ts'
import { parseWith } from '../parse-with.ts'
import { limitRate } from '../rate-limit.ts'
import { readJson } from '../read-json.ts'

const BODY_BYTES = 100_000
const HEADERS = { 'content-type': 'application/json' }
const NAME = 'push/subscriptions'

/** `POST /api/v1/push/subscriptions`: a browser takes notifications of the person who uses it. */
export const pushSubscribeDoor = dataDoor(NAME, receivePushCall)
/** `DELETE /api/v1/push/subscriptions`: it takes them no longer. */
export const pushUnsubscribeDoor = dataDoor(NAME, receiveEndedPushCall, 'DELETE')

/** The rest of the door, once it is known who calls: the same for a session that comes through Next. */
export async function receivePushCall(call: DataCall): Promise<HotResponse> {
  const { sql, workspaceId, actor, country, request } = call
  const body = await bodyOf(call, KeepPushSubscription)
  const { identifiers, profile } = personOf(body.profile, country)
  const fromBrowser = actor.kind === 'key' && actor.public
  if (fromBrowser) refuseForOthers(identifiers)
  const { profileId, created } = await keepSubscription({
    ctx: { sql, workspaceId, actor, now: request.now },
    input: {
      identifiers,
      profile,
      subscription: body.subscription,
      consent: body.consent,
      userAgent: request.headers['user-agent'] ?? null,
      ...(fromBrowser ? { public: true } : {}),
    },
  })
  const answer = fromBrowser ? { accepted: true } : { profile: profileId }
  return { status: fromBrowser ? 202 : created ? 201 : 200, headers: HEADERS, body: JSON.stringify(answer) }
}

export async function receiveEndedPushCall(call: DataCall): Promise<HotResponse> {
  const { sql, workspaceId, actor, request } = call
  const input = await bodyOf(call, EndPushSubscription)
  await endSubscription({ ctx: { sql, workspaceId, actor, now: request.now }, input })
  return { status: 204 }
}

async function bodyOf<B extends z.ZodType>({ actor, request }: DataCall, schema: B): Promise<z.output<B>> {
  const { headers, ip, now, body } = request
  limitRate(actor, ip, 1, now.getTime())
  return parseWith(schema, await readJson(await body(BODY_BYTES), headers, BODY_BYTES))
}

function personOf(given: unknown, country: string) {
  const faults: FieldFault[] = []
  const read = readProfile(isObject(given) ? given : {}, '/profile', country, faults)
  if (faults.length === 0 && !hasIdentifier(read.identifiers)) {
    const message = 'must hold external_id, email, phone or anonymous_id'
    faults.push({ pointer: '/profile', code: 'no_identifier', message })
  }
  if (faults.length > 0) throw new AppError('invalid', 'The person has invalid fields.', faults.slice(0, 200))
  return read
}

/**
 * Whoever reads a page's source has its public key. With it a browser may only be taken for the visitor whom it made up
 * itself: by another's address it would be sent what is meant for them.
 */
function refuseForOthers(identifiers: object): void {
  const errors = Object.keys(identifiers)
    .filter((name) => name !== 'anonymous_id')
    .map((name) => ({ pointer: `/profile/${name}`, code: 'forbidden', message: 'needs a secret key' }))
  if (errors.length > 0)
    throw new AppError('forbidden', 'A public key subscribes a browser by anonymous_id alone.', errors)
}
