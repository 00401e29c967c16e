import { addConsent } from '#db/queries/consents.ts'
import { IdentifierTaken } from '#db/queries/identifiers.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import type { ConsentChange, Identifiers, ProfileChanges } from '#flows/events/accepted-event.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { afterChange } from './after-change.ts'
import { resolveProfiles } from './resolve-profiles.ts'

export interface UpsertProfile {
  identifiers: Identifiers
  profile: ProfileChanges
  consents: ConsentChange[]
  /** Asked with a browser's public key. */
  public?: boolean
}

/** Finds or makes the profile that the identifiers name, changes it and adds to its consents. */
export async function upsertProfile({
  ctx,
  input,
}: {
  ctx: Ctx
  input: UpsertProfile
}): Promise<{ id: string; created: boolean; profile: StoredProfile }> {
  requirePermission(ctx, 'events:write')
  return inTransaction(ctx.sql, [IdentifierTaken], async (tx) => {
    const mention = {
      workspaceId: ctx.workspaceId,
      identifiers: input.identifiers,
      changes: input.profile,
      seenAt: null,
      ...(input.public ? { public: true } : {}),
    }
    const [resolved] = await resolveProfiles(tx, [mention], ctx.now)
    const { profile, created } = resolved!
    for (const consent of input.consents) {
      await addConsent(tx, {
        ...consent,
        workspaceId: ctx.workspaceId,
        profileId: profile.id,
        time: new Date(consent.time),
        recordedAt: ctx.now,
      })
    }
    await afterChange(tx, [profile], ctx.now)
    return { id: profile.id, created, profile }
  })
}
