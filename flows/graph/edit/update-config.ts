import type { Flow, FlowNode, NodeConfig, NodeKind } from '../flow.ts'
import { branchesOf } from '../validate.ts'
import { type EditResult, edited, refused } from './edit-result.ts'
import { nodeById } from './spot.ts'

/** Gives a step a new config. Edges from branches that it no longer has are taken away. */
export function updateConfig<K extends NodeKind>(
  flow: Flow,
  { id, kind, config }: { id: string; kind: K; config: NodeConfig<K> },
): EditResult {
  const node = nodeById(flow, id)
  if (!node) return refused('unknown_node')
  if (node.kind !== kind) return refused('kind_mismatch')
  const next = { ...node, config } as FlowNode
  const branches = branchesOf(next)
  return edited({
    ...flow,
    nodes: flow.nodes.map((other) => (other.id === id ? next : other)),
    edges: flow.edges.filter((edge) => edge.from !== id || branches.includes(edge.branch ?? null)),
  })
}
