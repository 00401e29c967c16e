import { addConsent as write } from '#db/queries/consents.ts'
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
  const { id, profileId } = await inTransaction(sql, [], async (tx) => {
    const profile = await findProfile(ctx, input.id, tx)
    const said = {
      ...consent,
      workspaceId,
      profileId: profile.id,
      time: new Date(consent.time),
      recordedAt: now,
    }
    const id = await write(tx, said)
    await afterChange(tx, [profile], now)
    return { id, profileId: profile.id }
  })
  return { id, profile: profileId, ...consent }
}
