import { emptyFlow, type Flow } from '../flow.ts'

/** The steps with what leads from one to another of them, as a flow file without a trigger: what goes on the clipboard. */
export function copyNodes(flow: Flow, ids: readonly string[]): Flow | null {
  const chosen = new Set(ids)
  const nodes = flow.nodes.filter(({ id }) => chosen.has(id))
  if (nodes.length === 0) return null
  const edges = flow.edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to))
  return structuredClone({ ...emptyFlow(flow.name), nodes, edges })
}
