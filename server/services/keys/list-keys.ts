import { apiKeysOf, type ListedKey } from '#db/queries/manage-api-keys.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** The workspace's API keys, the newest first, without their secrets. */
export async function listKeys({ ctx }: { ctx: Ctx }): Promise<ListedKey[]> {
  requirePermission(ctx, 'keys:write')
  return apiKeysOf(ctx.sql, ctx.workspaceId)
}
