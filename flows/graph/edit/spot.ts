import { type Edge, type Flow, type FlowNode, TRIGGER_ID } from '../flow.ts'
import { branchesOf } from '../validate.ts'

/** A place where a step can be put: the way out of a step (or of the trigger), whether it leads somewhere or not. */
export interface Spot {
  from: string
  branch: string | null
}

export const spotOf = (edge: Edge): Spot => ({ from: edge.from, branch: edge.branch ?? null })

/** Whether a plain edge leaves from a spot; a repeat edge stands beside it. */
export const takesSpot = (edge: Edge, spot: Spot): boolean => !edge.repeat && sameSpot(spotOf(edge), spot)

export const sameSpot = (a: Spot, b: Spot): boolean => a.from === b.from && a.branch === b.branch

/** The edge that leaves from this spot, if any. */
export function edgeAt(flow: Pick<Flow, 'edges'>, spot: Spot): Edge | undefined {
  return flow.edges.find((edge) => takesSpot(edge, spot))
}

/** An edge from a spot; `branch` stays away where there is one way out. */
export function edgeFrom(spot: Spot, to: string): Edge {
  return spot.branch === null ? { from: spot.from, to } : { from: spot.from, branch: spot.branch, to }
}

/** Whether the flow has a step, or the trigger, with this way out. */
export function spotExists(flow: Flow, spot: Spot): boolean {
  if (spot.from === TRIGGER_ID) return spot.branch === null
  const node = nodeById(flow, spot.from)
  return node !== undefined && branchesOf(node).includes(spot.branch)
}

export function nodeById(flow: Flow, id: string): FlowNode | undefined {
  return flow.nodes.find((node) => node.id === id)
}

/** Every way out that leads nowhere yet, in the order of the steps and of their branches. */
export function openSpots(flow: Flow): Spot[] {
  const ways = [
    { from: TRIGGER_ID, branch: null },
    ...flow.nodes.flatMap((node) => branchesOf(node).map((branch) => ({ from: node.id, branch }))),
  ]
  const taken = new Set(
    flow.edges.flatMap(({ from, branch, repeat }) =>
      repeat ? [] : [JSON.stringify([from, branch ?? null])],
    ),
  )
  return ways.filter(({ from, branch }) => !taken.has(JSON.stringify([from, branch])))
}
