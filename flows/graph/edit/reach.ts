import type { Flow } from '../flow.ts'

/** Ids that can be reached from `id` along the plain edges, `id` itself included. */
export function reachableFrom(flow: Pick<Flow, 'edges'>, id: string): Set<string> {
  const next = new Map<string, string[]>()
  for (const { from, to, repeat } of flow.edges) if (!repeat) next.set(from, [...(next.get(from) ?? []), to])
  const seen = new Set([id])
  const todo = [id]
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    for (const to of next.get(at) ?? []) {
      if (!seen.has(to)) {
        seen.add(to)
        todo.push(to)
      }
    }
  }
  return seen
}

/** Whether an edge from `from` to `to` would close a circle. */
export function wouldCycle(flow: Pick<Flow, 'edges'>, from: string, to: string): boolean {
  return reachableFrom(flow, to).has(from)
}
