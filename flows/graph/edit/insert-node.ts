import { type Flow, type FlowNode, TRIGGER_ID } from '../flow.ts'
import { type EditResult, edited, refused } from './edit-result.ts'
import { mainBranch } from './main-branch.ts'
import { edgeAt, edgeFrom, nodeById, type Spot, spotExists, takesSpot } from './spot.ts'

/**
 * Puts a step at a spot: on the edge that leaves from it, or at its open end. What came after goes on from the
 * new step's main branch; a step without a way out is refused where something comes after.
 */
export function insertNode(flow: Flow, { node, at }: { node: FlowNode; at: Spot }): EditResult {
  if (node.id === TRIGGER_ID || nodeById(flow, node.id)) return refused('duplicate_id')
  if (at.from !== TRIGGER_ID && !nodeById(flow, at.from)) return refused('unknown_node')
  if (!spotExists(flow, at)) return refused('unknown_branch')
  const before = edgeAt(flow, at)
  const onward = mainBranch(node)
  if (before && onward === undefined) return refused('nothing_after_exit')
  const edges = flow.edges.filter((edge) => !takesSpot(edge, at))
  edges.push(edgeFrom(at, node.id))
  if (before && onward !== undefined) edges.push(edgeFrom({ from: node.id, branch: onward }, before.to))
  return edited({ ...flow, nodes: [...flow.nodes, node], edges })
}
