import type { ReplayTally } from '#flows/replay/replay-report.ts'

/** Lines of the trace that a replay made: entries of each node, departures after a wait, beginnings. */
export function stepsOf(tally: ReplayTally): number {
  const report = tally.result()
  const entered = Object.values(report.nodes).reduce((sum, node) => sum + node.entered, 0)
  const resumed = report.edges.find(({ from }) => from === 'n1')?.count ?? 0
  return report.entered + entered + resumed
}
