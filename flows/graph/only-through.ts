import type { Edge, Flow } from './flow.ts'

/**
 * For each edge the steps that a run can only come to through it, in the order of the flow: what is gone from sight when the
 * branch is folded. A step where another branch joins is not among them, nor is what lies behind it. Ways back don't count, and
 * an edge with nothing of its own is left out. These are the edges that dominate a step in the graph (Cooper, Harvey, Kennedy: A
 * Simple, Fast Dominance Algorithm), found in one walk, as a flow has no cycle but its ways back.
 */
export function onlyThrough(flow: Pick<Flow, 'nodes' | 'edges'>): Map<Edge, string[]> {
  const forward = flow.edges.filter(({ repeat }) => !repeat)
  const into = Map.groupBy(forward, ({ to }) => to)
  const out = Map.groupBy(forward, ({ from }) => from)
  const open = new Map([...into].map(([id, edges]) => [id, edges.length]))
  const gates = new Map<string, Gate | null>()
  const walk = [...new Set([...out.keys(), ...flow.nodes.map(({ id }) => id)])].filter((id) => !into.has(id))
  for (const id of walk) {
    const through = (into.get(id) ?? []).map((edge) => gateAt(edge, gates.get(edge.from) ?? null))
    gates.set(id, through.length === 0 ? null : through.reduce<Gate | null>(common, through[0]!))
    for (const { to } of out.get(id) ?? []) {
      open.set(to, open.get(to)! - 1)
      if (open.get(to) === 0) walk.push(to)
    }
  }
  const own = new Map<Edge, string[]>()
  for (const { id } of flow.nodes) {
    for (let gate = gates.get(id) ?? null; gate !== null; gate = gate.before) {
      const steps = own.get(gate.edge)
      if (steps) steps.push(id)
      else own.set(gate.edge, [id])
    }
  }
  return own
}

/** The nearest edge through which every run comes that comes here, and so on up to the start. */
interface Gate {
  edge: Edge
  before: Gate | null
  depth: number
}

const gateAt = (edge: Edge, before: Gate | null): Gate => ({ edge, before, depth: (before?.depth ?? 0) + 1 })

function common(a: Gate | null, b: Gate | null): Gate | null {
  let [one, other] = [a, b]
  while (one !== null && other !== null && one.edge !== other.edge) {
    if (one.depth >= other.depth) one = one.before
    else other = other.before
  }
  return one !== null && other !== null ? one : null
}
