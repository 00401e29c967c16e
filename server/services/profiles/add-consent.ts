import { v7 } from 'uuid'
import type { ConsentChange } from '#flows/events/accepted-event.ts'
import { type Ctx, requirePermission } from '../context.ts'
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
  const { part, id: profileId } = await findProfile(ctx, input.id)
  const { consent } = input
  const id = v7({ msecs: now.getTime() })
  await sql`
    insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, evidence, recorded_at)
    values (${part}, ${id}, ${workspaceId}, ${profileId}, ${consent.channel}, ${consent.kind}, ${consent.status},
      ${consent.source}, ${new Date(consent.time)},
      ${consent.evidence === undefined ? null : sql.json(consent.evidence as never)}, ${now})`
  return { id, profile: profileId, ...consent }
}
