import { experimentFigures, type Metric, type WinnerRow, winnersOf } from '#db/queries/experiments.ts'
import { loadVersions } from '#db/queries/flow-versions.ts'
import { withChances } from '#flows/experiments/decide-winner.ts'
import type { ExperimentWinner, Flow, FlowNode } from '#flows/graph/flow.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireFlow } from '../flows/get-flow.ts'
import { allPaths } from './all-paths.ts'

/** How an experiment of a flow stands. Rates and chances are 0 to 1; instants RFC 3339. */
export interface ExperimentReport {
  node: string
  /** What counts as a success: the winner's rule, else the goal where there is one, else an order. */
  metric: Metric
  /** When a winner is looked for; null where none is. */
  rule: ExperimentWinner | null
  people: number
  paths: {
    id: string
    name: string | null
    weight: number
    people: number
    successes: number
    rate: number
    /** That it is the best of all. */
    chance: number
  }[]
  winner: { path: string; probability: number; decidedAt: string } | null
}

/** The experiments of a flow's live version with figures over all its versions; none for a flow that was never published. */
export async function listExperiments({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<{ experiments: ExperimentReport[] }> {
  requirePermission(ctx, 'read')
  const { id, live } = await requireFlow(ctx, input.id)
  if (live === null) return { experiments: [] }
  const version = (await loadVersions(ctx.sql, [live.versionId])).get(live.versionId)
  const winners = await winnersOf(ctx.sql, [id])
  const experiments: ExperimentReport[] = []
  for (const node of version?.flow.nodes ?? []) {
    if (node.kind !== 'experiment') continue
    const winner = winners.find((one) => one.node === node.id) ?? null
    experiments.push(await reportOf(ctx, { id, flow: version!.flow, node, winner }))
  }
  return { experiments }
}

interface Reported {
  id: string
  flow: Flow
  node: FlowNode<'experiment'>
  winner: WinnerRow | null
}

async function reportOf({ sql }: Ctx, { id, flow, node, winner }: Reported): Promise<ExperimentReport> {
  const { paths, winner: rule = null } = node.config
  const metric = rule?.metric ?? (flow.settings.goal === null ? 'ordered' : 'goal')
  const ids = paths.map((path) => path.id)
  const figures = withChances(
    allPaths(ids, await experimentFigures(sql, { flowId: id, node: node.id, paths: ids, metric })),
  )
  return {
    node: node.id,
    metric,
    rule,
    people: figures.reduce((sum, { people }) => sum + people, 0),
    paths: figures.map(({ path, people, successes, chance }, index) => ({
      id: path,
      name: paths[index]?.name ?? null,
      weight: paths[index]?.weight ?? 0,
      people,
      successes,
      rate: people === 0 ? 0 : successes / people,
      chance,
    })),
    winner: winner && {
      path: winner.path,
      probability: winner.probability,
      decidedAt: winner.decidedAt.toISOString(),
    },
  }
}
