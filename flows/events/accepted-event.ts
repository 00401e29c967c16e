import type { JsonObject } from '../json.ts'
import type { MessageChannel } from '../sending/sending-settings.ts'

/** What names a person in an event or a profile call, normalised: e-mail folded, phone in E.164. */
export interface Identifiers {
  external_id?: string
  email?: string
  phone?: string
  anonymous_id?: string
}

/** Profile fields that came along. `null` clears, absent leaves. */
export interface ProfileChanges {
  first_name?: string | null
  last_name?: string | null
  time_zone?: string | null
  locale?: string | null
  properties?: JsonObject
}

/** A consent as a shop sends it; `time` RFC 3339. */
export interface ConsentChange {
  channel: MessageChannel
  kind: 'marketing' | 'transactional'
  status: 'subscribed' | 'unsubscribed' | 'pending'
  source: string
  time: string
  evidence?: JsonObject
}

/** An event that passed the door: what the inbox keeps until it is routed. */
export interface AcceptedEvent {
  /** UUIDv7, given at the door. */
  id: string
  /** Idempotency key: the shop's `id`, or a hash of profile, event, time and properties. */
  key: string
  event: string
  /** RFC 3339, UTC, milliseconds. */
  time: string
  identifiers: Identifiers
  profile: ProfileChanges
  properties: JsonObject
  /** Decimal string. */
  value: string | null
  currency: string | null
  backfill: boolean
  /** It came with a browser's public key: it may name a person, but not give a known person another identifier. */
  public?: boolean
}
