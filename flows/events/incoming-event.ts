import type { Json, JsonObject } from '../json.ts'
import { jsonFaults, pointerTo, textFault } from '../json-text.ts'
import type { AcceptedEvent } from './accepted-event.ts'
import { amountOf } from './amount.ts'
import { checkNames, type FieldFault, hasIdentifier, isObject, readProfile } from './incoming-profile.ts'
import { EARLIEST_EVENT, EVENT_LIMITS } from './limits.ts'
import { instantOf } from './rfc3339.ts'

/** An event that was read and not yet given an id; `key` is the shop's own `id`. */
export type IncomingEvent = Omit<AcceptedEvent, 'id' | 'key'> & { key: string | null }

export type ReadEvent = { ok: true; event: IncomingEvent } | { ok: false; faults: FieldFault[] }

export interface EventSetting {
  /** When it arrived: the time of an event that names none. */
  nowMs: number
  /** ISO 3166-1 alpha-2 of the shop. */
  country: string
}

const FIELDS = new Set(['event', 'id', 'time', 'profile', 'properties', 'value', 'currency', 'backfill'])
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

/**
 * Reads the body of one event: every bad field at once, or the event with its identifiers folded, its time in UTC and its
 * value as a decimal string. Written by hand: it is the hot path (about half of what the schema costs). `EventBody` says
 * the same as a schema, and a property test holds the two equal.
 */
export function readEvent(
  input: Json | undefined,
  pointer: string,
  { nowMs, country }: EventSetting,
): ReadEvent {
  const faults: FieldFault[] = []
  const fault = (name: string, code: string, message: string) =>
    faults.push({ pointer: pointerTo(pointer, name), code, message })
  if (!isObject(input)) {
    return { ok: false, faults: [{ pointer, code: 'invalid_type', message: 'must be an object' }] }
  }
  for (const name in input) {
    if (!FIELDS.has(name)) fault(name.slice(0, 100), 'unknown_field', 'is not a field of an event')
  }

  const { event: name, id, time, profile, properties, value, currency, backfill } = input
  const limits = EVENT_LIMITS
  if (typeof name !== 'string' || name.trim() === '' || name.length > limits.nameLength) {
    fault('event', 'invalid_name', `must be a text of 1 to ${limits.nameLength} characters`)
  } else checkText(name, 'event')
  if (id !== undefined && id !== null) {
    if (typeof id !== 'string' || id === '' || id.length > limits.idLength) {
      fault('id', 'invalid_id', `must be a text of 1 to ${limits.idLength} characters`)
    } else checkText(id, 'id')
  }
  const at = time === undefined || time === null ? nowMs : typeof time === 'string' ? instantOf(time) : null
  if (at === null || at < EARLIEST_EVENT) {
    fault(
      'time',
      'invalid_time',
      'must be an RFC 3339 time with an offset, such as 2026-11-22T10:15:00+03:00',
    )
  } else if (at > nowMs + limits.aheadMs) {
    fault('time', 'time_in_future', 'must be at most 5 minutes ahead')
  }
  const read = isObject(profile) ? readProfile(profile, `${pointer}/profile`, country, faults) : null
  if (read === null) fault('profile', 'invalid_type', 'must be an object that names the person')
  else if (faults.length === 0 && !hasIdentifier(read.identifiers)) {
    fault('profile', 'no_identifier', 'must hold external_id, email, phone or anonymous_id')
  }
  checkProperties(properties, `${pointer}/properties`, faults)
  const amount = value === undefined || value === null ? null : amountOf(value)
  if (amount === null && value !== undefined && value !== null) {
    fault('value', 'invalid_amount', 'must be a decimal such as "499.80", at most 14 digits before the point')
  }
  if (
    currency !== undefined &&
    currency !== null &&
    (typeof currency !== 'string' || !CURRENCIES.has(currency))
  ) {
    fault('currency', 'invalid_currency', 'must be an ISO 4217 code such as TRY')
  }
  if (backfill !== undefined && typeof backfill !== 'boolean') {
    fault('backfill', 'invalid_type', 'must be true or false')
  }
  if (faults.length > 0) return { ok: false, faults }

  return {
    ok: true,
    event: {
      key: (id as string | null | undefined) ?? null,
      event: (name as string).trim(),
      time: new Date(at!).toISOString(),
      identifiers: read!.identifiers,
      profile: read!.profile,
      properties: (properties as JsonObject | null | undefined) ?? {},
      value: amount,
      currency: (currency as string | null | undefined) ?? null,
      backfill: backfill === true,
    },
  }

  function checkText(text: string, field: string): void {
    const found = textFault(text, pointerTo(pointer, field), limits.stringBytes)
    if (found) faults.push(found)
  }
}

function checkProperties(properties: Json | undefined, pointer: string, faults: FieldFault[]): void {
  if (properties === undefined || properties === null) return
  if (!isObject(properties)) {
    faults.push({ pointer, code: 'invalid_type', message: 'must be an object' })
    return
  }
  const { depth, stringBytes, properties: most } = EVENT_LIMITS
  if (checkNames(properties, pointer, faults) > most) {
    faults.push({ pointer, code: 'too_many_properties', message: `must have at most ${most} properties` })
    return
  }
  faults.push(...jsonFaults(properties, pointer, { depth, stringBytes }))
}
