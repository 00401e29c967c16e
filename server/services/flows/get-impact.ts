import { z } from 'zod'
import { whereInside } from '#db/queries/people-inside.ts'
import { nodeKinds, versionGraph } from '#db/queries/published-versions.ts'
import { Flow } from '#flows/graph/flow.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { flowDetail, meansTheSame } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import { impactOf, type NodeImpact } from './people-choices.ts'

/** `version`: number of the version that would be published again; the draft without one. */
export const GetImpact = z.object({ version: z.coerce.number().int().min(1).optional() })
export type GetImpact = z.output<typeof GetImpact>

export interface FlowImpact {
  /** Everybody inside versions older than what would be published. */
  people: number
  /** `inDraft` speaks of what would be published. */
  nodes: NodeImpact[]
  /** What would be published, where that is an old version. */
  graph?: Flow
  /** What is live now; null for a flow that was never published. */
  before: Flow | null
}

/** Whom publishing the draft or an old version concerns: the people inside other versions, by the step they stand on. */
export async function getImpact({
  ctx,
  input: { id, version },
}: {
  ctx: Ctx
  input: GetImpact & { id: string }
}): Promise<FlowImpact> {
  requirePermission(ctx, 'read')
  const row = await requireFlow(ctx, id)
  const stored = version === undefined ? undefined : await versionGraph(ctx.sql, row.id, version)
  if (stored === null) throw new AppError('not_found', 'The flow has no such version.')
  const graph = stored === undefined ? flowDetail(row).graph : Flow.parse(stored)
  const same = row.live !== null && meansTheSame(graph, row.live.graph) ? row.live.versionId : null
  const standing = await whereInside(ctx.sql, row.id, same)
  return {
    people: standing.reduce((sum, { waiting }) => sum + waiting, 0),
    nodes: impactOf(standing, graph, await nodeKinds(ctx.sql, row.id)),
    ...(stored !== undefined && { graph }),
    before: row.live && Flow.parse(row.live.graph),
  }
}
