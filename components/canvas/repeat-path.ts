import { spotOf } from '#flows/graph/edit/spot.ts'
import type { Edge } from '#flows/graph/flow.ts'
import { rounded } from './edge-path.ts'
import { CARD_HEIGHT, CARD_WIDTH, END_WIDTH, type Point, repeatId } from './layout.ts'

/** The side of the flow on which a way back runs, and its x there. */
export interface RepeatLane {
  side: 1 | -1
  x: number
}

const GAP = 30
const BETWEEN = 16
const INSET = CARD_WIDTH / 2 - 36
const UNDER = 12
const OVER = 20
/** Over the corner, so that the `+` of a line onto the outermost card keeps its room. */
const LABEL_OUT = 24

/**
 * Where the ways back run: past every box between their two steps, on the side that is nearer; several on one side keep
 * apart.
 */
export function repeatLanes(
  edges: readonly Edge[],
  boxes: ReadonlyMap<string, Point>,
  heightOf: (id: string) => number = () => CARD_HEIGHT,
): Map<string, RepeatLane> {
  const lanes = new Map<string, RepeatLane>()
  const taken = { 1: 0, '-1': 0 }
  for (const edge of edges) {
    const from = boxes.get(edge.from)
    const to = boxes.get(edge.to)
    if (!edge.repeat || !from || !to) continue
    const top = Math.min(to.y, from.y) - OVER
    const bottom = Math.max(from.y + heightOf(edge.from), to.y + heightOf(edge.to)) + UNDER
    let left = Number.POSITIVE_INFINITY
    let right = Number.NEGATIVE_INFINITY
    for (const [id, box] of boxes) {
      if (box.y > bottom || box.y + heightOf(id) < top) continue
      left = Math.min(left, box.x)
      right = Math.max(right, box.x + (id.startsWith('end:') ? END_WIDTH : CARD_WIDTH))
    }
    const middle = (from.x + to.x + CARD_WIDTH) / 2
    const side = right - middle <= middle - left ? 1 : -1
    const away = GAP + BETWEEN * taken[side]++
    lanes.set(repeatId(spotOf(edge)), { side, x: side === 1 ? right + away : left - away })
  }
  return lanes
}

/**
 * The line back from the bottom of one card to the top of an earlier one, around what stands between: under the one, along
 * the lane, over the other. `label` is where its pill begins: over the lane's upper corner, inwards.
 */
export function repeatPath(
  from: Point,
  to: Point,
  { side, x }: RepeatLane,
): { d: string; head: string; label: Point } {
  const start = from.x + side * INSET
  const end = to.x + side * INSET
  const d = rounded([
    { x: start, y: from.y },
    { x: start, y: from.y + UNDER },
    { x, y: from.y + UNDER },
    { x, y: to.y - OVER },
    { x: end, y: to.y - OVER },
    { x: end, y: to.y - 1 },
  ])
  const head = `M ${end - 4.5} ${to.y - 8} L ${end} ${to.y - 1} L ${end + 4.5} ${to.y - 8}`
  return { d, head, label: { x: x + side * LABEL_OUT, y: to.y - OVER } }
}
