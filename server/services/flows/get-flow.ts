import type { Sql, Tx } from '#db/client.ts'
import { type FlowRow, findFlow } from '#db/queries/flows.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'

/** One flow with its draft and the draft's problems. Throws `not_found`. */
export async function getFlow({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<FlowDetail> {
  requirePermission(ctx, 'read')
  return flowDetail(await requireFlow(ctx, input.id))
}

/** The flow's row, locked when a transaction is given. Throws `not_found` for another workspace's too. */
export async function requireFlow({ sql, workspaceId }: Ctx, id: string, locking?: Tx): Promise<FlowRow> {
  const source: Sql | Tx = locking ?? sql
  const row = await findFlow(source, { workspaceId, id, lock: locking !== undefined })
  if (row === null) throw noSuchFlow()
  return row
}

/** What is thrown where a workspace has no flow of this id. */
export const noSuchFlow = () => new AppError('not_found', 'There is no flow with this id.')
