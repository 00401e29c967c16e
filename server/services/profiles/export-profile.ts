import { everythingOf } from '#db/queries/export-person.ts'
import type { JsonObject } from '#flows/json.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { findProfile } from './find-profile.ts'
import { getProfile } from './get-profile.ts'
import { profilePanel } from './profile-panel.ts'

/** Everything that is kept of a person, for them to read. Throws `not_found`. */
export async function exportProfile({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<JsonObject> {
  requirePermission(ctx, 'read')
  const { id: profileId, part } = await findProfile(ctx, input.id)
  const [{ profile, identifiers }, panel, rows] = await Promise.all([
    getProfile({ ctx, input: { id: profileId } }),
    profilePanel({ ctx, input: { id: profileId } }),
    everythingOf(ctx.sql, { part, profileId }),
  ])
  const { part: _part, workspaceId: _workspace, lastSeenAt, ...known } = profile
  const all = {
    exported_at: ctx.now,
    profile: { ...known, last_seen_at: lastSeenAt },
    identifiers,
    ...panel,
    ...rows,
  }
  return JSON.parse(JSON.stringify(all)) as JsonObject
}
