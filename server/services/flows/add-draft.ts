import { v7 } from 'uuid'
import { insertFlow } from '#db/queries/flows.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { changedBy } from '../changed-by.ts'
import type { Ctx } from '../context.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'

/** Adds a flow as a draft with its tags. For services that have asked whether the actor may. */
export async function addDraft(
  ctx: Ctx,
  { draft, tags }: { draft: Flow; tags: string[] },
): Promise<FlowDetail> {
  const { sql, workspaceId, now, actor } = ctx
  const id = v7({ msecs: now.getTime() })
  await insertFlow(sql, { id, workspaceId, draft, tags, by: changedBy(actor), now })
  return flowDetail(await requireFlow(ctx, id))
}
