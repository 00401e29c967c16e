import {
  type Edge,
  emptyFlow,
  type Flow,
  type FlowNode,
  type NodeKind,
  TRIGGER_ID,
  type Trigger,
} from './flow.ts'

/** A flow without its contents: what a small picture of it is drawn from. */
export interface FlowShape {
  trigger: Trigger['kind'] | null
  /** `branches`: the ids of the ways out, where a person chose them. */
  nodes: { id: string; kind: NodeKind; branches?: string[] }[]
  /** Ways on; those that lead back are left out. */
  edges: { from: string; branch?: string; to: string }[]
}

/** A picture the size of a stamp shows no more steps than these. */
export const MOST_SHAPE_NODES = 48

/** The part of a shape that a picture shows: the steps nearest to the trigger, and the ways between them. */
export function nearestSteps(shape: Omit<FlowShape, 'edges'> & { edges: readonly Edge[] }): FlowShape {
  const ways = shape.edges.filter(({ repeat }) => !repeat)
  const next = Map.groupBy(ways, ({ from }) => from)
  const reached = new Set([TRIGGER_ID])
  for (const id of reached) for (const { to } of next.get(id) ?? []) reached.add(to)
  const order = [...reached, ...shape.nodes.map(({ id }) => id)]
  // the trigger is among them
  const kept = new Set([...new Set(order)].slice(0, MOST_SHAPE_NODES + 1))
  return {
    trigger: shape.trigger,
    nodes: shape.nodes.filter(({ id }) => kept.has(id)),
    edges: ways.flatMap(({ from, branch, to }) =>
      kept.has(from) && kept.has(to) ? [{ from, ...(branch !== undefined && { branch }), to }] : [],
    ),
  }
}

/** A flow of this shape with nothing in its steps: to lay out and to draw, never to run. */
export function flowOfShape({ nodes, edges }: FlowShape): Flow {
  return { ...emptyFlow('-'), nodes: nodes.map(hollow), edges }
}

/** A step with as much of its config as its ways out are read from. */
function hollow({ id, kind, branches = [] }: FlowShape['nodes'][number]): FlowNode {
  const ways = branches.map((branch) => ({ id: branch }))
  return { id, kind, config: { branches: ways, paths: ways } } as unknown as FlowNode
}
