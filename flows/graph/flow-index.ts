import type { Edge, Flow, FlowNode } from './flow.ts'

/** A flow's nodes and ways, looked up by id. */
export interface FlowIndex {
  node: (id: string) => FlowNode | undefined
  /** Where a branch leads: to its plain edge, and as long as there are repeats left, back along its repeat edge. */
  way: (from: string, branch: string | null) => Way | undefined
}

export interface Way {
  plain: Edge | undefined
  repeat: Edge | undefined
}

const indexes = new WeakMap<Flow, FlowIndex>()

/** The index of a flow; made once for each flow object. */
export function indexOf(flow: Flow): FlowIndex {
  const known = indexes.get(flow)
  if (known !== undefined) return known
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const ways = new Map<string, Way>()
  for (const edge of flow.edges) {
    const id = wayId(edge.from, edge.branch ?? null)
    const way = ways.get(id) ?? { plain: undefined, repeat: undefined }
    if (edge.repeat) way.repeat ??= edge
    else way.plain ??= edge
    ways.set(id, way)
  }
  const index: FlowIndex = {
    node: (id) => nodes.get(id),
    way: (from, branch) => ways.get(wayId(from, branch)),
  }
  indexes.set(flow, index)
  return index
}

/** The same string for the same way out of a node. */
export const wayId = (from: string, branch: string | null): string =>
  branch === null ? from : `${from} ${branch}`
