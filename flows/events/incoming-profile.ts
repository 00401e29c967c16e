import type { Json, JsonObject } from '../json.ts'
import { jsonFaults, pointerTo } from '../json-text.ts'
import type { ConsentChange, Identifiers, ProfileChanges } from './accepted-event.ts'
import { emailOf, phoneOf } from './identifiers.ts'
import { EVENT_LIMITS } from './limits.ts'
import { instantOf } from './rfc3339.ts'

/** A field that can't be taken; `pointer` is a JSON pointer. */
export interface FieldFault {
  pointer: string
  code: string
  message: string
}

export interface IncomingProfile {
  identifiers: Identifiers
  profile: ProfileChanges
}

const TEXT_FIELDS = ['first_name', 'last_name', 'time_zone', 'locale'] as const
const isTextField = (name: string): name is (typeof TEXT_FIELDS)[number] =>
  (TEXT_FIELDS as readonly string[]).includes(name)

/** Whether a JSON value is an object, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reads the person of an event or of a profile call: identifiers normalised, named fields apart, all others as properties
 * (a `properties` object is taken as they are). Null clears a field; null identifiers count as absent. Faults are added to
 * `faults`, and then the result is not to be used.
 */
export function readProfile(
  input: JsonObject,
  pointer: string,
  country: string,
  faults: FieldFault[],
): IncomingProfile {
  const identifiers: Identifiers = {}
  const profile: ProfileChanges = {}
  const properties: JsonObject = {}
  faults.push(
    ...jsonFaults(input, pointer, { depth: EVENT_LIMITS.depth, stringBytes: EVENT_LIMITS.stringBytes }),
  )
  const fault = (name: string, code: string, message: string) =>
    faults.push({ pointer: pointerTo(pointer, name), code, message })

  for (const name in input) {
    const value = input[name]!
    if (name === 'email') {
      if (value === null) continue
      const email = typeof value === 'string' ? emailOf(value) : null
      if (email === null) fault(name, 'invalid_email', 'must be an e-mail address')
      else identifiers.email = email
    } else if (name === 'phone') {
      if (value === null) continue
      const phone = typeof value === 'string' ? phoneOf(value, country) : null
      if (phone === null) fault(name, 'invalid_phone', 'must be a phone number, best with its country code')
      else identifiers.phone = phone
    } else if (name === 'external_id' || name === 'anonymous_id') {
      if (value === null) continue
      const id = typeof value === 'string' ? value.trim() : ''
      if (id === '' || id.length > EVENT_LIMITS.identifierLength) {
        fault(
          name,
          'invalid_identifier',
          `must be a text of 1 to ${EVENT_LIMITS.identifierLength} characters`,
        )
      } else identifiers[name] = id
    } else if (isTextField(name)) {
      const problem = textProblem(name, value)
      if (problem === null) profile[name] = value as string | null
      else fault(name, 'invalid_text', problem)
    } else if (name === 'properties' && value !== null) {
      if (isObject(value)) Object.assign(properties, value)
      else fault(name, 'invalid_type', 'must be an object')
    } else if (name !== '__proto__') properties[name] = value
  }

  const count = checkNames(properties, pointer, faults)
  if (count > EVENT_LIMITS.properties) {
    faults.push({
      pointer,
      code: 'too_many_properties',
      message: `must have at most ${EVENT_LIMITS.properties} properties`,
    })
  }
  if (count > 0) profile.properties = properties
  return { identifiers, profile }
}

/** Faults of property names that are too long; answers how many names there are. */
export function checkNames(properties: JsonObject, pointer: string, faults: FieldFault[]): number {
  let count = 0
  for (const name in properties) {
    count++
    if (name.length > EVENT_LIMITS.propertyNameLength) {
      faults.push({
        pointer: pointerTo(pointer, `${name.slice(0, 40)}…`),
        code: 'name_too_long',
        message: `must have a name of at most ${EVENT_LIMITS.propertyNameLength} characters`,
      })
    }
  }
  return count
}

/** Whether anything names the person. */
export function hasIdentifier({ external_id, email, phone, anonymous_id }: Identifiers): boolean {
  return (external_id ?? email ?? phone ?? anonymous_id) !== undefined
}

const CHANNELS = ['email', 'sms', 'push', 'whatsapp']
const KINDS = ['marketing', 'transactional']
const STATUSES = ['subscribed', 'unsubscribed', 'pending']

/** Reads one consent. `time` is now, `kind` marketing and `source` "api" when absent. */
export function readConsent(
  input: Json | undefined,
  pointer: string,
  nowMs: number,
  faults: FieldFault[],
): ConsentChange | null {
  const before = faults.length
  const fault = (name: string, code: string, message: string) =>
    faults.push({ pointer: name === '' ? pointer : pointerTo(pointer, name), code, message })
  if (!isObject(input)) {
    fault('', 'invalid_type', 'must be an object')
    return null
  }
  faults.push(...jsonFaults(input, pointer, { depth: EVENT_LIMITS.depth, stringBytes: 10_000 }))
  const { channel, kind = 'marketing', status, source = 'api', time, evidence, ...rest } = input
  for (const name in rest) fault(name, 'unknown_field', 'is not a field of a consent')
  const oneOf = (name: string, value: Json | undefined, values: string[]) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      fault(name, 'invalid_value', `must be one of ${values.join(', ')}`)
    }
  }
  oneOf('channel', channel, CHANNELS)
  oneOf('kind', kind, KINDS)
  oneOf('status', status, STATUSES)
  if (typeof source !== 'string' || source.trim() === '' || source.length > 200) {
    fault('source', 'invalid_text', 'must be a text of 1 to 200 characters')
  }
  const at = time === undefined ? nowMs : typeof time === 'string' ? instantOf(time) : null
  if (at === null || at > nowMs + EVENT_LIMITS.aheadMs) {
    fault('time', 'invalid_time', 'must be an RFC 3339 time with an offset, not in the future')
  }
  if (evidence !== undefined && evidence !== null && !isObject(evidence)) {
    fault('evidence', 'invalid_type', 'must be an object')
  }
  if (faults.length > before) return null
  return {
    channel: channel as ConsentChange['channel'],
    kind: kind as ConsentChange['kind'],
    status: status as ConsentChange['status'],
    source: source as string,
    time: new Date(at!).toISOString(),
    ...(isObject(evidence) ? { evidence } : {}),
  }
}

function textProblem(name: (typeof TEXT_FIELDS)[number], value: Json): string | null {
  if (value === null) return null
  if (typeof value !== 'string' || value.length > EVENT_LIMITS.profileTextLength) {
    return `must be a text of at most ${EVENT_LIMITS.profileTextLength} characters, or null`
  }
  if (name === 'time_zone' && !isTimeZone(value)) return 'must be a time zone such as Europe/Istanbul'
  if (name === 'locale' && !/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/.test(value)) {
    return 'must be a language such as tr or tr-TR'
  }
  return null
}

const zones = new Map<string, boolean>()

/** Asking Intl costs tens of microseconds; there are only some hundred zones. */
function isTimeZone(zone: string): boolean {
  const known = zones.get(zone)
  if (known !== undefined) return known
  let valid = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    valid = false
  }
  if (zones.size < 1_000) zones.set(zone, valid)
  return valid
}
