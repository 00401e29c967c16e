import type { Json } from '../../json.ts'
import { freeId } from '../edit/new-node.ts'
import { pointed } from '../edit/pointed.ts'
import type { Flow } from '../flow.ts'
import { isSame } from './merge-values.ts'

/**
 * New ids for steps that were added under an id which somebody else's new step has too. `states`: everything the flow was here
 * since `base`, so that a step keeps its new id through undo and redo.
 */
export function clashingIds(base: Flow, states: readonly Flow[], theirs: Flow): Map<string, string> {
  const known = new Set(base.nodes.map(({ id }) => id))
  const added = new Map(theirs.nodes.filter(({ id }) => !known.has(id)).map((node) => [node.id, node]))
  const taken = [...states, theirs].flatMap(({ nodes }) => nodes.map(({ id }) => ({ id })))
  const ids = new Map<string, string>()
  const same = new Set<string>()
  for (const { nodes } of states) {
    for (const node of nodes) {
      const other = added.get(node.id)
      if (other === undefined) continue
      // our own save, whose answer got lost
      if (isSame(other, node)) same.add(node.id)
      if (ids.has(node.id)) continue
      const id = freeId(taken)
      taken.push({ id })
      ids.set(node.id, id)
    }
  }
  for (const id of same) ids.delete(id)
  return ids
}

/** The flow with other ids for some steps, wherever it names them. The same flow where it has none of them. */
export function withOwnIds(flow: Flow, ids: ReadonlyMap<string, string>): Flow {
  if (!flow.nodes.some(({ id }) => ids.has(id))) return flow
  const to = (id: string) => ids.get(id) ?? id
  return {
    ...flow,
    settings: pointed(flow.settings as Json, ids) as unknown as Flow['settings'],
    nodes: flow.nodes.map((node) => ({
      ...node,
      id: to(node.id),
      config: pointed(node.config as Json, ids),
    })) as Flow['nodes'],
    edges: flow.edges.map((edge) => ({ ...edge, from: to(edge.from), to: to(edge.to) })),
    layout: Object.fromEntries(Object.entries(flow.layout).map(([id, at]) => [to(id), at])),
  }
}
