import { type Flow, TRIGGER_ID } from '../flow.ts'
import { type EditResult, edited, refused } from './edit-result.ts'
import { wouldCycle } from './reach.ts'
import { edgeFrom, nodeById, type Spot, spotExists, takesSpot } from './spot.ts'

/** Leads a spot to a step that is there already; a spot that led elsewhere is moved. Refuses what would close a circle. */
export function connect(flow: Flow, { at, to }: { at: Spot; to: string }): EditResult {
  if (to === TRIGGER_ID) return refused('into_trigger')
  if (!nodeById(flow, to) || (at.from !== TRIGGER_ID && !nodeById(flow, at.from)))
    return refused('unknown_node')
  if (!spotExists(flow, at)) return refused('unknown_branch')
  const edges = flow.edges.filter((edge) => !takesSpot(edge, at))
  if (wouldCycle({ edges }, at.from, to)) return refused('would_cycle')
  return edited({ ...flow, edges: [...edges, edgeFrom(at, to)] })
}

/** Takes away the edge that leaves from a spot. */
export function disconnect(flow: Flow, { at }: { at: Spot }): EditResult {
  const edges = flow.edges.filter((edge) => !takesSpot(edge, at))
  return edges.length === flow.edges.length ? refused('unknown_branch') : edited({ ...flow, edges })
}
