import type { JsonObject } from './json.ts'

/** Fields that name the person or are kept by Akis: an update step can't write them. */
export const FIXED_PROFILE_FIELDS = [
  'id',
  'external_id',
  'email',
  'phone',
  'anonymous_id',
  'created_at',
] as const

/** Fields with a place of their own beside the free properties. */
export const NAMED_PROFILE_FIELDS = ['first_name', 'last_name', 'time_zone', 'locale'] as const

/** The profile as conditions and templates read it: free properties, with the named fields over them. */
export interface ProfileRecord {
  id: string
  external_id: string | null
  email: string | null
  phone: string | null
  first_name: string | null
  last_name: string | null
  time_zone: string | null
  locale: string | null
  created_at: string
  properties: JsonObject
}

/** Flattens a profile for conditions and templates; fields without a value are left out. */
export function profileFields(record: ProfileRecord): JsonObject {
  const { properties, ...named } = record
  return { ...properties, ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null)) }
}
