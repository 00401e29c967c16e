import { apiKeysOf } from '#db/queries/api-keys.ts'
import { type Ctx, requirePermission } from '../context.ts'

export interface ListedKey {
  id: string
  name: string
  kind: 'secret' | 'public'
  prefix: string
  scopes: string[]
  createdAt: string
  lastUsedAt: string | null
}

/** The keys that work, newest first; never the keys themselves. */
export async function listKeys({ ctx }: { ctx: Ctx }): Promise<ListedKey[]> {
  requirePermission(ctx, 'keys:write')
  const keys = await apiKeysOf(ctx.sql, ctx.workspaceId)
  return keys.map((key) => ({
    ...key,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  }))
}
