import { z } from 'zod'
import { updateDraft } from '#db/queries/flows.ts'
import { Flow } from '#flows/graph/flow.ts'
import { AppError } from '../app-error.ts'
import { changedBy } from '../changed-by.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'

/** The draft as it should be; `revision` is the one the edit started from, absent overwrites. */
export const SaveDraft = z.strictObject({ graph: Flow, revision: z.int().min(1).optional() })
export type SaveDraft = z.infer<typeof SaveDraft>

/** Replaces the draft. Throws `conflict` with who saved what meanwhile when `revision` is stale. */
export async function saveDraft({
  ctx,
  input,
}: {
  ctx: Ctx
  input: SaveDraft & { id: string }
}): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  const { sql, workspaceId, actor, now } = ctx
  const { id, graph, revision = null } = input
  const saved = await updateDraft(sql, { id, workspaceId, draft: graph, revision, by: changedBy(actor), now })
  const row = await requireFlow(ctx, id)
  if (saved) return flowDetail(row)
  if (row.status === 'archived') throw new AppError('conflict', 'An archived flow can’t be changed.')
  throw new AppError('conflict', 'Somebody saved this flow in the meantime.', [], {
    revision: row.revision,
    updatedBy: row.updatedBy,
    updatedAt: row.updatedAt.toISOString(),
  })
}
