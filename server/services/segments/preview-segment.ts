import { z } from 'zod'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { countPeople, samplePeople } from '#db/queries/segments/people-sql.ts'
import { segmentsOf } from '#db/queries/segments/segment-rows.ts'
import { traitShopOf } from '#db/queries/trait-shops.ts'
import { Condition } from '#flows/conditions/condition.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { checkDefinition } from './check-definition.ts'

export const PreviewSegment = z.strictObject({
  definition: Condition,
  /** A past instant to judge as of; what people did since does not count. */
  at: z.iso.datetime({ offset: true }).optional(),
  sample: z.number().int().min(0).max(50).default(8),
})
export type PreviewSegment = z.infer<typeof PreviewSegment>

/** How many people a definition holds of, and some of them, without saving anything. Throws `invalid` for the definition. */
export async function previewSegment({
  ctx,
  input,
}: {
  ctx: Ctx
  input: PreviewSegment
}): Promise<{ count: number; sample: StoredProfile[] }> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const { definition } = input
  checkDefinition(definition, { id: null, others: await segmentsOf(sql, [workspaceId]) })
  const now = Math.min(input.at ? Date.parse(input.at) : ctx.now.getTime(), ctx.now.getTime())
  const shop = await traitShopOf(sql, workspaceId)
  const subject = { workspaceId, now, shop }
  const [count, ids] = await Promise.all([
    countPeople(sql, definition, subject),
    input.sample === 0 ? [] : samplePeople(sql, definition, subject, input.sample),
  ])
  const profiles = await loadProfiles(
    sql,
    ids.map((id) => ({ workspaceId, id })),
  )
  return { count, sample: ids.flatMap((id) => profiles.get(id) ?? []) }
}
