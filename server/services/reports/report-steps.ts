import type { FlowGraphs } from '#db/queries/reports/flow-graphs.ts'
import { Flow, type FlowNode, TRIGGER_ID } from '#flows/graph/flow.ts'

/** Graphs of a flow, the most telling first: the version asked for, else the newest published one, else the draft. */
export function reportGraphs({ draft, versions }: FlowGraphs, versionId: string | null): Flow[] {
  const asked = versions.filter((version) => version.id === versionId)
  const others = versions.filter((version) => version.id !== versionId)
  return [...asked, ...others, { graph: draft }].flatMap(({ graph }) => {
    const parsed = Flow.safeParse(graph)
    return parsed.success ? [parsed.data] : []
  })
}

/**
 * The steps of a report: those of the first graph in the order people walk them, then steps that other versions had
 * and that have figures.
 */
export function reportSteps(graphs: readonly Flow[], withFigures: ReadonlySet<string>): FlowNode[] {
  const [first, ...older] = graphs
  if (first === undefined) return []
  const steps = new Map(walked(first).map((node) => [node.id, node]))
  for (const node of older.flatMap((graph) => graph.nodes)) {
    if (!steps.has(node.id) && withFigures.has(node.id)) steps.set(node.id, node)
  }
  return [...steps.values()]
}

/** A graph's nodes breadth first from the trigger, then those that nothing leads to. */
function walked({ nodes, edges }: Flow): FlowNode[] {
  const left = new Map(nodes.map((node) => [node.id, node]))
  const order: FlowNode[] = []
  const queue: string[] = [TRIGGER_ID]
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const { to } of edges.filter((edge) => edge.from === id)) {
      const node = left.get(to)
      if (node === undefined) continue
      left.delete(to)
      order.push(node)
      queue.push(to)
    }
  }
  return [...order, ...left.values()]
}
