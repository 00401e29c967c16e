import { type Spot, spotOf } from '#flows/graph/edit/spot.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { onlyThrough } from '#flows/graph/only-through.ts'
import { edgeId, foldId, spotOfId } from './layout.ts'

/** A branch whose steps are out of sight. */
export interface Fold {
  /** The id of what stands in their place. */
  id: string
  spot: Spot
  /** The steps that it stands for. */
  hidden: readonly string[]
  /** The lines between two of them, by their ids on the canvas, and out of them. */
  lines: readonly string[]
  /** The steps in sight that they lead on to, each with the lines that do. */
  ways: ReadonlyMap<string, readonly string[]>
}

const FEWEST = 2

/** The branches that are long enough to fold, by the ids of their lines, each with what it would hide. */
export function foldable(flow: Pick<Flow, 'nodes' | 'edges'>): ReadonlyMap<string, readonly string[]> {
  const known = foldableBy.get(flow.edges)
  if (known !== undefined) return known
  const own = onlyThrough(flow)
  const long = new Map(
    flow.edges.flatMap((edge) => {
      const hidden = edge.branch === undefined ? [] : (own.get(edge) ?? [])
      return hidden.length < FEWEST ? [] : [[edgeId(spotOf(edge)), hidden] as const]
    }),
  )
  foldableBy.set(flow.edges, long)
  return long
}

/** What is typed into a step makes no branch longer or shorter: only other edges do. */
const foldableBy = new WeakMap<Flow['edges'], ReadonlyMap<string, readonly string[]>>()

/** A flow as it is drawn while some branches are folded: one box stands for the steps of each. */
export interface FoldedFlow {
  flow: Flow
  folds: ReadonlyMap<string, Fold>
}

/**
 * Folds branches, given by the ids of their lines. One that is no longer there or has grown too short is left open; one that
 * lies inside another is out of sight with it.
 */
export function foldFlow(flow: Flow, folded: ReadonlySet<string>): FoldedFlow {
  if (folded.size === 0) return { flow, folds: NONE }
  const long = foldable(flow)
  const chosen = [...folded].flatMap((line) => {
    const steps = long.get(line)
    return steps ? [{ spot: spotOfId(line), steps }] : []
  })
  const hidden = new Set(chosen.flatMap(({ steps }) => steps))
  const folds = new Map<string, Fold>()
  for (const { spot, steps } of chosen) {
    if (!hidden.has(spot.from)) folds.set(foldId(spot), foldOf(flow, spot, steps))
  }
  if (folds.size === 0) return { flow, folds: NONE }
  const instead = new Map([...folds.values()].map(({ id, spot }) => [edgeId(spot), id]))
  // lines keep their order, and with it their place on the page and the focus that one may have
  const edges = flow.edges.flatMap((edge) => {
    const { from, branch = null, to, repeat } = edge
    const fold = repeat ? undefined : instead.get(edgeId({ from, branch }))
    if (fold !== undefined) return [{ ...edge, to: fold }]
    return hidden.has(from) || hidden.has(to) ? [] : [edge]
  })
  for (const { id, ways } of folds.values()) {
    for (const to of ways.keys()) edges.push({ from: id, branch: to, to })
  }
  const nodes = flow.nodes.filter(({ id }) => !hidden.has(id))
  // nothing comes after an exit, so that no open end is drawn under the box
  const boxes = [...folds.keys()].map((id) => ({ id, kind: 'exit' as const, config: { reason: '' } }))
  return { flow: { ...flow, nodes: [...nodes, ...boxes], edges }, folds }
}

const NONE: ReadonlyMap<string, Fold> = new Map()

function foldOf(flow: Flow, spot: Spot, hidden: readonly string[]): Fold {
  const inside = new Set(hidden)
  const lines: string[] = []
  const ways = new Map<string, string[]>()
  for (const { from, branch = null, to, repeat } of flow.edges) {
    if (repeat || !inside.has(from)) continue
    const line = edgeId({ from, branch })
    lines.push(line)
    if (!inside.has(to)) ways.set(to, [...(ways.get(to) ?? []), line])
  }
  return { id: foldId(spot), spot, hidden, lines, ways }
}
