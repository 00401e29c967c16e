import { edgeAt, type Spot } from './edit/spot.ts'
import type { Edge, Flow } from './flow.ts'

/**
 * The steps that a run can only come to through this way out, in the order of the flow: what is gone from sight when the branch
 * is folded. A step where another branch joins is not among them, nor is what lies behind it. Ways back don't count.
 */
export function onlyThrough(flow: Pick<Flow, 'nodes' | 'edges'>, spot: Spot): string[] {
  const first = edgeAt(flow, spot)
  if (first === undefined) return []
  const others = flow.edges.filter((edge) => !edge.repeat && edge !== first)
  const led = new Set(flow.edges.flatMap(({ to, repeat }) => (repeat ? [] : [to])))
  const starts = new Set([...flow.edges.map(({ from }) => from), ...flow.nodes.map(({ id }) => id)])
  const otherwise = reached(
    others,
    [...starts].filter((id) => !led.has(id)),
  )
  const behind = reached(others, [first.to])
  return flow.nodes.flatMap(({ id }) => (behind.has(id) && !otherwise.has(id) ? [id] : []))
}

function reached(edges: Flow['edges'], starts: readonly string[]): Set<string> {
  const next = Map.groupBy(edges, ({ from }) => from)
  const seen = new Set(starts)
  for (const id of seen) for (const { to } of next.get(id) ?? []) seen.add(to)
  return seen
}

/**
 * `onlyThrough` for every edge at once, those with nothing of their own left out: the edges that dominate a step in the graph
 * (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm), found in one walk, as a flow has no cycle but its ways back.
 */
export function onlyThroughEach(flow: Pick<Flow, 'nodes' | 'edges'>): Map<Edge, string[]> {
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
