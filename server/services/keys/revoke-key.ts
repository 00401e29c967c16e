import { revokeApiKey } from '#db/queries/api-keys.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** Ends a key for good. Throws `not_found`. */
export async function revokeKey({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'keys:write')
  if (!(await revokeApiKey(ctx.sql, ctx.workspaceId, input.id, ctx.now)))
    throw new AppError('not_found', 'There is no working key with this id.')
}
