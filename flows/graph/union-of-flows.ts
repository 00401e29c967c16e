import { diffFlows } from './diff-flows.ts'
import { type Edge, type Flow, TRIGGER_ID } from './flow.ts'

export type Change = 'added' | 'removed' | 'changed'

/** Two flows in one drawing. */
export interface FlowUnion {
  /** The steps and lines of `after` with those that are gone. Where cards stood is left out: both are laid out together. */
  flow: Flow
  /** What became of steps (and the trigger), by id; those that stayed as they were are absent. */
  nodes: ReadonlyMap<string, Change>
  /** Lines of `flow` that are new or gone; of one way out both may be there. */
  edges: readonly { edge: Edge; change: 'added' | 'removed' }[]
}

/** The branch that a line which is gone is drawn under, so that it can stand beside the one that took its place. */
const goneBranch = ({ branch }: Edge): string => `gone:${branch ?? ''}`

/** How `after` differs from `before`, as one flow to draw. */
export function unionOfFlows(before: Flow, after: Flow): FlowUnion {
  const diff = diffFlows(before, after)
  const nodes = new Map<string, Change>(diff.nodes.map(({ id, change }) => [id, change]))
  if (diff.trigger) nodes.set(TRIGGER_ID, 'changed')
  const has = new Set(after.nodes.map(({ id }) => id))
  const gone = before.nodes.filter(({ id }) => !has.has(id))
  const same = (change: (typeof diff.edges)[number]) => (edge: Edge) =>
    edge.from === change.from &&
    (edge.branch ?? null) === change.branch &&
    edge.to === change.to &&
    (edge.repeat !== undefined) === change.repeat
  const edges = diff.edges.map((change) => {
    const edge = (change.change === 'added' ? after : before).edges.find(same(change))!
    return change.change === 'added'
      ? { edge, change: 'added' as const }
      : { edge: { ...edge, branch: goneBranch(edge) }, change: 'removed' as const }
  })
  const lost = edges.flatMap(({ edge, change }) => (change === 'removed' ? [edge] : []))
  const flow = {
    ...after,
    nodes: [...after.nodes, ...gone],
    edges: [...after.edges, ...lost],
    layout: {},
  }
  return { flow, nodes, edges }
}
