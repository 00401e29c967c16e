import type { Flow } from '../flow.ts'
import { type EditResult, edited, refused } from './edit-result.ts'
import { mainBranch } from './main-branch.ts'
import { nodeById } from './spot.ts'

/** Takes steps out. What led to each goes on to where its main branch led, else to the first branch that leads anywhere. */
export function deleteNodes(flow: Flow, { ids }: { ids: readonly string[] }): EditResult {
  if (ids.some((id) => !nodeById(flow, id))) return refused('unknown_node')
  return edited(ids.reduce(withoutNode, flow))
}

function withoutNode(flow: Flow, id: string): Flow {
  const node = nodeById(flow, id)
  if (!node) return flow
  const out = flow.edges.filter((edge) => edge.from === id && !edge.repeat)
  const onward = out.find((edge) => (edge.branch ?? null) === mainBranch(node)) ?? out[0]
  const edges = flow.edges
    .filter((edge) => edge.from !== id)
    .flatMap((edge) => (edge.to !== id ? [edge] : onward && !edge.repeat ? [{ ...edge, to: onward.to }] : []))
  const { [id]: _gone, ...layout } = flow.layout
  return { ...flow, nodes: flow.nodes.filter((other) => other.id !== id), edges, layout }
}
