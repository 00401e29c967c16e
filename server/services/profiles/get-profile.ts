import { partOf } from '#db/part.ts'
import {
  identifiersOf,
  type ProfileIdentifier,
  type StandingConsent,
  standingConsents,
} from '#db/queries/people.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { findProfile } from './find-profile.ts'

export interface FullProfile {
  profile: StoredProfile
  identifiers: ProfileIdentifier[]
  /** The consent that holds now, for each channel and kind of which anything was said. */
  consents: StandingConsent[]
}

/** One person with everything that names them and their standing consents. */
export async function getProfile({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<FullProfile> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const profile = await findProfile(ctx, input.id)
  const [identifiers, consents] = await Promise.all([
    identifiersOf(sql, { workspaceId, id: profile.id }),
    standingConsents(sql, { part: partOf(workspaceId, profile.id), profileId: profile.id }),
  ])
  return { profile, identifiers, consents }
}
