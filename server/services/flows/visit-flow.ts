import { z } from 'zod'
import {
  type FlowVisitor,
  forgetVisit,
  listVisitors,
  newestDraft,
  noteVisit,
} from '#db/queries/flow-visitors.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { noSuchFlow } from './get-flow.ts'

/** A page that has a flow open. `page`: an id that the page made for itself; `node`: the step that is open in it. */
export const VisitFlow = z.strictObject({
  page: z.uuid(),
  node: z.string().max(64).nullable().default(null),
  /** The page is going away. */
  leaving: z.boolean().default(false),
})
export type VisitFlow = z.infer<typeof VisitFlow>

export interface FlowVisit {
  /** Other pages that stand open: of others, and of the same person. */
  visitors: FlowVisitor[]
  revision: number
  updatedBy: string | null
}

/** A page that was not heard of for so long has gone. It says that it is there every few seconds. */
const GONE_MS = 30_000

/** Says that a person has a flow open, and tells who else has, and which draft is the newest. Only people visit: a key is refused. */
export async function visitFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: VisitFlow & { id: string }
}): Promise<FlowVisit> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId, actor, now } = ctx
  if (actor.kind !== 'user') throw new AppError('forbidden', 'Only people in the studio have a flow open.')
  const draft = await newestDraft(sql, { workspaceId, flowId: input.id })
  if (draft === null) throw noSuchFlow()
  const since = new Date(now.getTime() - GONE_MS)
  const visit = { workspaceId, flowId: input.id, page: input.page, userId: actor.userId }
  if (input.leaving) await forgetVisit(sql, visit)
  else await noteVisit(sql, { ...visit, node: input.node, now, before: since })
  return { visitors: await listVisitors(sql, { ...visit, since }), ...draft }
}
