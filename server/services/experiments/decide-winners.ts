import type { Sql, Tx } from '#db/client.ts'
import {
  experimentFigures,
  holdDeciding,
  insertWinner,
  versionsWithExperiments,
  winnersOf,
} from '#db/queries/experiments.ts'
import { loadVersions, type Version } from '#db/queries/flow-versions.ts'
import { decideWinner } from '#flows/experiments/decide-winner.ts'
import type { FlowNode } from '#flows/graph/flow.ts'
import { allPaths } from './all-paths.ts'

/**
 * Decides the experiments of live flows that are due: all their people go down the path that has won from now on. One worker
 * decides at a time. Returns how many were decided.
 */
export async function decideWinners({ sql, now }: { sql: Sql; now: Date }): Promise<number> {
  return (await sql.begin(async (tx) => {
    if (!(await holdDeciding(tx))) return 0
    const versions = [...(await loadVersions(tx, await versionsWithExperiments(tx))).values()]
    const decided = await winnersOf(
      tx,
      versions.map(({ flowId }) => flowId),
    )
    let count = 0
    for (const version of versions) {
      for (const node of version.flow.nodes) {
        if (node.kind !== 'experiment' || node.config.winner === undefined) continue
        if (decided.some((one) => one.flowId === version.flowId && one.node === node.id)) continue
        if (await decideOne(tx, version, node, now)) count += 1
      }
    }
    return count
  })) as number
}

async function decideOne(
  tx: Tx,
  { flowId, workspaceId }: Version,
  { id, config }: FlowNode<'experiment'>,
  now: Date,
): Promise<boolean> {
  const { winner } = config
  if (winner === undefined || ('date' in winner.after && now.getTime() < Date.parse(winner.after.date)))
    return false
  const paths = config.paths.map((path) => path.id)
  const found = await experimentFigures(tx, { flowId, node: id, paths, metric: winner.metric })
  const figures = allPaths(paths, found)
  const decision = decideWinner(figures, winner, now.getTime())
  if (decision.kind !== 'won') return false
  const { path, probability } = decision
  await insertWinner(tx, { flowId, workspaceId, node: id, path, probability, figures, decidedAt: now })
  return true
}
