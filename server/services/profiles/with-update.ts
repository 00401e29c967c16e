import type { StoredProfile } from '#db/queries/profiles.ts'
import type { Effect } from '#flows/interpreter/effects.ts'
import { updated } from '#flows/interpreter/updated.ts'
import { FIXED_PROFILE_FIELDS, NAMED_PROFILE_FIELDS } from '#flows/profile-fields.ts'

/** The stored profile after an update step. Fields that name the person stay as they are. */
export function withUpdate(
  profile: StoredProfile,
  update: Effect & { kind: 'update_profile' },
): StoredProfile {
  const named = Object.fromEntries(NAMED_PROFILE_FIELDS.map((field) => [field, profile[field]]))
  const next = updated({ ...profile.properties, ...named }, update)
  const kept = { ...profile }
  for (const field of NAMED_PROFILE_FIELDS) {
    const value = next[field]
    kept[field] = value === undefined || value === null ? null : String(value)
    delete next[field]
  }
  for (const field of FIXED_PROFILE_FIELDS) delete next[field]
  return { ...kept, properties: next }
}
