import { whereInside } from '#db/queries/people-inside.ts'
import { nodeKinds } from '#db/queries/published-versions.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'
import { impactOf, type NodeImpact } from './people-choices.ts'

export interface FlowImpact {
  /** Everybody inside versions older than what would be published. */
  people: number
  nodes: NodeImpact[]
}

/** Whom publishing the draft concerns: the people inside older versions, by the step they stand on. */
export async function getImpact({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<FlowImpact> {
  requirePermission(ctx, 'read')
  const row = await requireFlow(ctx, input.id)
  const { graph, changed } = flowDetail(row)
  const standing = await whereInside(ctx.sql, row.id, changed ? null : (row.live?.versionId ?? null))
  return {
    people: standing.reduce((sum, { waiting }) => sum + waiting, 0),
    nodes: impactOf(standing, graph, await nodeKinds(ctx.sql, row.id)),
  }
}
