import { v7 } from 'uuid'
import { IdentifierTaken } from '#db/queries/identifiers.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { noteChanges } from '#db/queries/segments/checks.ts'
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
      await tx`
        insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, evidence, recorded_at)
        values (${profile.part}, ${v7({ msecs: ctx.now.getTime() })}, ${ctx.workspaceId}, ${profile.id}, ${consent.channel},
          ${consent.kind}, ${consent.status}, ${consent.source}, ${new Date(consent.time)},
          ${consent.evidence === undefined ? null : tx.json(consent.evidence)}, ${ctx.now})`
    }
    await noteChanges(
      tx,
      [{ workspaceId: ctx.workspaceId, profileId: profile.id, cause: 'consent' }],
      ctx.now,
    )
    await afterChange(tx, [profile], ctx.now)
    return { id: profile.id, created, profile }
  })
}
