import type { NodeConfig } from '../graph/flow.ts'
import { isMessageNode } from '../graph/message-node.ts'
import { error } from '../graph/problem-of.ts'
import { stickyFraction } from '../sticky.ts'
import type { NodeDefinition, StepResult } from './node-definition.ts'

/** Sends people down paths by chance and by weight, each person always down the same one; or all down the one that won. */
export const experiment: NodeDefinition<'experiment'> = {
  kind: 'experiment',
  outputs: ({ paths }) => paths.map(({ id }) => id),
  validate: ({ id, config: { paths, winner } }, flow) => {
    const total = paths.reduce((sum, { weight }) => sum + weight, 0)
    const ids = paths.map((path) => path.id)
    const messages = flow.nodes.some((node) => isMessageNode(node))
    return [
      ...(paths.length < 2 ? [error('paths_missing', id, 'paths')] : []),
      ...(Math.abs(total - 100) > 0.001 ? [error('weights_not_100', id, 'paths', { total })] : []),
      ...paths.flatMap((path, index) =>
        ids.indexOf(path.id) < index ? [error('branch_id_twice', id, `paths.${index}.id`)] : [],
      ),
      ...(winner?.metric === 'goal' && flow.settings.goal === null
        ? [error('winner_without_goal', id, 'winner.metric')]
        : []),
      ...(winner && winner.metric !== 'goal' && winner.metric !== 'ordered' && !messages
        ? [error('winner_without_messages', id, 'winner.metric')]
        : []),
    ]
  },
  step: ({ run, facts }, { id, config }): StepResult => {
    const drawn = pathOf(config, run.flowId, id, run.profileId)
    if (drawn === null) return { kind: 'end', reason: 'no_path' }
    if (config.winner === undefined) return { kind: 'go', branch: drawn, detail: { drawn } }
    const request = { kind: 'winner', flow: run.flowId, node: id } as const
    const winner = facts.look(request)
    if (winner === undefined) return { kind: 'need', requests: [request] }
    const won = config.paths.some((path) => path.id === winner) ? String(winner) : null
    return { kind: 'go', branch: won ?? drawn, detail: won === null ? { drawn } : { winner: won } }
  },
}

/** The path that a person is drawn into; null where there is none. */
function pathOf({ paths }: NodeConfig<'experiment'>, flowId: string, node: string, profileId: string) {
  const total = paths.reduce((sum, { weight }) => sum + weight, 0)
  let left = stickyFraction('experiment', flowId, node, profileId) * total
  for (const { id, weight } of paths) {
    left -= weight
    if (left < 0) return id
  }
  return paths.findLast(({ weight }) => weight > 0)?.id ?? null
}
