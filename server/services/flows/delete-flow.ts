import { deleteUnpublished } from '#db/queries/flows.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireFlow } from './get-flow.ts'

/** Deletes a flow that was never published. Throws `conflict` for others: reports need them, so they are archived. */
export async function deleteFlow({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'flows:write')
  await requireFlow(ctx, input.id)
  if (!(await deleteUnpublished(ctx.sql, ctx.workspaceId, input.id))) {
    throw new AppError('conflict', 'This flow was published before: archive it instead.')
  }
}
