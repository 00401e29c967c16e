import { type Edge, type Flow, MOST_REPEATS, TRIGGER_ID } from '../flow.ts'
import { type EditResult, edited, refused } from './edit-result.ts'
import { reachableFrom } from './reach.ts'
import { edgeFrom, nodeById, type Spot, sameSpot, spotExists, spotOf } from './spot.ts'

/**
 * Leads a spot back to an earlier step, at most so many times in a run; its plain edge, if there is one, is taken after that.
 * A spot that led back elsewhere is moved. Refuses a step that does not lead to the spot.
 */
export function connectBack(
  flow: Flow,
  { at, to, atMost }: { at: Spot; to: string; atMost: number },
): EditResult {
  if (to === TRIGGER_ID) return refused('into_trigger')
  if (!nodeById(flow, to) || !nodeById(flow, at.from)) return refused('unknown_node')
  if (!spotExists(flow, at)) return refused('unknown_branch')
  if (!reachableFrom(flow, to).has(at.from)) return refused('not_earlier')
  const edges = flow.edges.filter((edge) => !isRepeatAt(edge, at))
  return edited({ ...flow, edges: [...edges, { ...edgeFrom(at, to), repeat: { atMost: whole(atMost) } }] })
}

/** How often a spot may lead back. */
export function setRepeat(flow: Flow, { at, atMost }: { at: Spot; atMost: number }): EditResult {
  if (repeatAt(flow, at) === undefined) return refused('unknown_branch')
  const edges = flow.edges.map((edge) =>
    isRepeatAt(edge, at) ? { ...edge, repeat: { atMost: whole(atMost) } } : edge,
  )
  return edited({ ...flow, edges })
}

/** Lets a spot lead back no more. */
export function removeRepeat(flow: Flow, { at }: { at: Spot }): EditResult {
  if (repeatAt(flow, at) === undefined) return refused('unknown_branch')
  return edited({ ...flow, edges: flow.edges.filter((edge) => !isRepeatAt(edge, at)) })
}

/** The edge that leads back from a spot, if any. */
export function repeatAt(flow: Pick<Flow, 'edges'>, at: Spot): Edge | undefined {
  return flow.edges.find((edge) => isRepeatAt(edge, at))
}

/** Steps that a spot can lead back to: its own, and every one that leads to it; in the order of the flow. */
export function earlierSteps(flow: Flow, at: Spot): string[] {
  return flow.nodes.filter(({ id }) => reachableFrom(flow, id).has(at.from)).map(({ id }) => id)
}

const isRepeatAt = (edge: Edge, at: Spot) => edge.repeat !== undefined && sameSpot(spotOf(edge), at)

const whole = (atMost: number) => Math.min(Math.max(Math.round(atMost), 1), MOST_REPEATS)
