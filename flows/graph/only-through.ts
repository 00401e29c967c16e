import { edgeAt, type Spot } from './edit/spot.ts'
import type { Flow } from './flow.ts'

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
