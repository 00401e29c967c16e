import { v7 } from 'uuid'
import { noteChanges } from '#db/queries/segments/checks.ts'
import type { ConsentChange } from '#flows/events/accepted-event.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { afterChange } from './after-change.ts'
import { findProfile } from './find-profile.ts'

/** Adds a line to a person's ledger of consents; returns its id. */
export async function addConsent({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string; consent: ConsentChange }
}): Promise<ConsentChange & { id: string; profile: string }> {
  requirePermission(ctx, 'people:write')
  const { sql, workspaceId, now } = ctx
  const { consent } = input
  const id = v7({ msecs: now.getTime() })
  const profileId = await inTransaction(sql, [], async (tx) => {
    const profile = await findProfile(ctx, input.id, tx)
    await tx`
    insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, evidence, recorded_at)
    values (${profile.part}, ${id}, ${workspaceId}, ${profile.id}, ${consent.channel}, ${consent.kind}, ${consent.status},
      ${consent.source}, ${new Date(consent.time)},
      ${consent.evidence === undefined ? null : tx.json(consent.evidence as never)}, ${now})`
    await noteChanges(tx, [{ workspaceId, profileId: profile.id, cause: 'consent' }], now)
    await afterChange(tx, [profile], now)
    return profile.id
  })
  return { id, profile: profileId, ...consent }
}
