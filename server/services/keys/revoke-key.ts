import { endApiKey } from '#db/queries/manage-api-keys.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'

/** Ends a key within seconds, for good. Throws `not_found` when there is none, or it was revoked before. */
export async function revokeKey({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'keys:write')
  if (!(await endApiKey(ctx.sql, ctx.workspaceId, input.id, ctx.now))) {
    throw new AppError('not_found', 'There is no such key, or it was revoked before.')
  }
}
