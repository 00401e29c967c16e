import { z } from 'zod'
import { replaceTags } from '#db/queries/flows.ts'
import { FlowTags } from '#flows/graph/flow-tags.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'

/** All that a flow is filed under from now on; none takes them away. */
export const SetTags = z.strictObject({ tags: FlowTags })
export type SetTags = z.infer<typeof SetTags>

/** Files a flow, an archived one too, under other tags. What it does stays as it is, so it does not count as changed. */
export async function setTags({
  ctx,
  input: { id, tags },
}: {
  ctx: Ctx
  input: SetTags & { id: string }
}): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  await replaceTags(ctx.sql, { id, workspaceId: ctx.workspaceId, tags })
  return flowDetail(await requireFlow(ctx, id))
}
