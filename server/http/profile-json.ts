import type { StoredProfile } from '#db/queries/profiles.ts'
import type { JsonObject } from '#flows/json.ts'

export interface ProfileJson {
  id: string
  external_id: string | null
  email: string | null
  phone: string | null
  first_name: string | null
  last_name: string | null
  time_zone: string | null
  locale: string | null
  properties: JsonObject
  created_at: string
  last_seen_at: string | null
}

/** A profile as the API shows it. */
export function profileJson(profile: StoredProfile): ProfileJson {
  return {
    id: profile.id,
    external_id: profile.external_id,
    email: profile.email,
    phone: profile.phone,
    first_name: profile.first_name,
    last_name: profile.last_name,
    time_zone: profile.time_zone,
    locale: profile.locale,
    properties: profile.properties,
    created_at: profile.created_at,
    last_seen_at: profile.lastSeenAt?.toISOString() ?? null,
  }
}
