import { IDENTIFIER_KINDS } from '#db/queries/identifiers.ts'
import { workspaceById } from '#db/queries/workspaces.ts'
import type { ConsentChange } from '#flows/events/accepted-event.ts'
import {
  type FieldFault,
  hasIdentifier,
  type IncomingProfile,
  isObject,
  readConsent,
  readProfile,
} from '#flows/events/incoming-profile.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import { pointerTo } from '#flows/json-text.ts'
import { AppError } from '../services/app-error.ts'
import type { Ctx } from '../services/context.ts'
import type { ChangeProfile } from '../services/profiles/change-profile.ts'
import { upsertProfile } from '../services/profiles/upsert-profile.ts'
import { profileJson } from './profile-json.ts'

const MOST_CONSENTS = 20

/** The person and the consents in the body of a profile call. Throws `invalid` naming every bad field. */
export function readProfileCall(
  body: Json,
  { nowMs, country, identified }: { nowMs: number; country: string; identified: boolean },
): IncomingProfile & { consents: ConsentChange[] } {
  if (!isObject(body)) {
    throw new AppError('invalid', 'The body must be an object.', [
      { pointer: '', code: 'invalid_type', message: 'must be an object' },
    ])
  }
  const { consents: given, ...person } = body
  const faults: FieldFault[] = []
  const read = readProfile(Object.hasOwn(body, '__proto__') ? body : person, '', country, faults)
  if (identified && faults.length === 0 && !hasIdentifier(read.identifiers)) {
    faults.push({
      pointer: '',
      code: 'no_identifier',
      message: 'must hold external_id, email, phone or anonymous_id',
    })
  }
  const consents = readConsents(given, nowMs, faults)
  if (faults.length > 0)
    throw new AppError('invalid', 'The profile has invalid fields.', faults.slice(0, 200))
  return { ...read, consents }
}

function readConsents(given: Json | undefined, nowMs: number, faults: FieldFault[]): ConsentChange[] {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given) || given.length > MOST_CONSENTS) {
    faults.push({
      pointer: '/consents',
      code: 'invalid_type',
      message: `must be a list of at most ${MOST_CONSENTS} consents`,
    })
    return []
  }
  return given.flatMap((one, index) => readConsent(one, pointerTo('/consents', index), nowMs, faults) ?? [])
}

/** Reads and stores a profile call: 201 when the person is new. A public key learns nothing about who was known. */
export async function receiveProfile(
  ctx: Ctx,
  body: Json,
  country: string,
): Promise<{ status: number; answer: unknown }> {
  const fromBrowser = ctx.actor.kind === 'key' && ctx.actor.public
  const { identifiers, profile, consents } = readProfileCall(body, {
    nowMs: ctx.now.getTime(),
    country,
    identified: true,
  })
  if (fromBrowser) refuseForOthers(consents)
  const input = { identifiers, profile, consents, ...(fromBrowser ? { public: true } : {}) }
  const result = await upsertProfile({ ctx, input })
  if (fromBrowser) return { status: 202, answer: { accepted: true } }
  return { status: result.created ? 201 : 200, answer: profileJson(result.profile) }
}

/** Whoever reads a page's source has its public key: it may sign people up, but not end what others subscribed to. */
function refuseForOthers(consents: ConsentChange[]): void {
  const errors = consents.flatMap(({ status }, index) =>
    status === 'unsubscribed'
      ? [{ pointer: `/consents/${index}/status`, code: 'forbidden', message: 'needs a secret key' }]
      : [],
  )
  if (errors.length > 0) throw new AppError('forbidden', 'A public key can’t unsubscribe people.', errors)
}

/** What `PATCH /profiles/{id}` changes; a null identifier is taken away. Throws `invalid`. */
export async function readProfileChange(ctx: Ctx, body: Json): Promise<Omit<ChangeProfile, 'id'>> {
  const country = (await workspaceById(ctx.sql, ctx.workspaceId))?.country ?? ''
  const { identifiers, profile, consents } = readProfileCall(body, {
    nowMs: ctx.now.getTime(),
    country,
    identified: false,
  })
  if (consents.length > 0) {
    throw new AppError('invalid', 'Consents have a route of their own.', [
      { pointer: '/consents', code: 'unknown_field', message: 'is sent to /profiles/{id}/consents' },
    ])
  }
  const given = body as JsonObject
  return { identifiers, profile, cleared: IDENTIFIER_KINDS.filter((kind) => given[kind] === null) }
}

/** One consent from a body. Throws `invalid`. */
export function readConsentCall(body: Json, now: Date): ConsentChange {
  const faults: FieldFault[] = []
  const consent = readConsent(body, '', now.getTime(), faults)
  if (consent === null) throw new AppError('invalid', 'The consent has invalid fields.', faults)
  return consent
}
