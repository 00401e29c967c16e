import dagre from '@dagrejs/dagre'
import { openSpots, type Spot, spotOf } from '#flows/graph/edit/spot.ts'
import { type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'
import { branchesOf } from '#flows/graph/validate.ts'

export const CARD_WIDTH = 280
export const CARD_HEIGHT = 74
export const END_WIDTH = 150
export const END_HEIGHT = 64
/** Room for a branch's name and its `+`, apart enough for fingers on a canvas that is zoomed out. */
const BRANCH_LABEL_HEIGHT = 52
const ROW_GAP = 52

export interface Point {
  x: number
  y: number
}

/** Where everything stands: top left corners of boxes by id, and the x of the lane of edges that pass by other ranks. */
export interface Layout {
  boxes: ReadonlyMap<string, Point>
  lanes: ReadonlyMap<string, number>
}

export const endId = (spot: Spot): string => `end:${spot.from}:${branchPart(spot)}`
export const edgeId = (spot: Spot): string => `edge:${spot.from}:${branchPart(spot)}`
export const foldId = (spot: Spot): string => `fold:${spot.from}:${branchPart(spot)}`
export const repeatId = (spot: Spot): string => `repeat:${spot.from}:${branchPart(spot)}`

/** Whether an id stands for the marker of an end or of a folded branch, which is smaller than a card. */
export const isMarker = (id: string): boolean => id.startsWith('end:') || id.startsWith('fold:')

/** Whether an id stands for a line, forward or back, and not for a step. */
export const isLine = (id: string): boolean => id.startsWith('edge:') || isRepeat(id)
export const isRepeat = (id: string): boolean => id.startsWith('repeat:')

/** A branch may be called anything, a colon among it. */
const branchPart = ({ branch }: Spot) => (branch === null ? '' : encodeURIComponent(branch))

/** The spot that an id made by `endId`, `edgeId`, `foldId` or `repeatId` stands for. */
export function spotOfId(id: string): Spot {
  const inner = id.slice(id.indexOf(':') + 1)
  const cut = inner.lastIndexOf(':')
  return { from: inner.slice(0, cut), branch: decodeURIComponent(inner.slice(cut + 1)) || null }
}

/**
 * Lays a flow out from top to bottom, branches from left to right in their order. Boxes that a person moved
 * (`flow.layout`) stay where they were put and take what hangs below them along.
 */
export function layoutFlow(
  flow: Flow,
  heightOf: (id: string) => number | undefined = () => undefined,
): Layout {
  return place(flow, autoLayout(flow, heightOf))
}

/** The layout that takes no notice of moved boxes: the trigger stands at 0, 0 whatever grows below it. */
export const autoLayout = (flow: Flow, heightOf?: (id: string) => number | undefined): Layout =>
  heightOf === undefined ? flatLayout(flow) : withHeights(flatLayout(flow), heightOf)

const usualHeight = (id: string) => (isMarker(id) ? END_HEIGHT : CARD_HEIGHT)

/** A layout of boxes of usual heights for boxes of these: each row is as high as its highest, and pushes down those below. */
export function withHeights(flat: Layout, heightOf: (id: string) => number | undefined): Layout {
  const rows = [...Map.groupBy(flat.boxes.keys(), (id) => flat.boxes.get(id)!.y)].sort(([a], [b]) => a - b)
  const shifts = new Map<number, number>()
  let shift = 0
  for (const [top, ids] of rows) {
    shifts.set(top, shift)
    const was = Math.max(...ids.map(usualHeight))
    shift += Math.max(...ids.map((id) => heightOf(id) ?? usualHeight(id))) - was
  }
  if ([...shifts.values()].every((by) => by === 0)) return flat
  const boxes = new Map([...flat.boxes].map(([id, { x, y }]) => [id, { x, y: y + shifts.get(y)! }]))
  return { boxes, lanes: flat.lanes }
}

/** The layout of boxes of usual heights. */
export function flatLayout(flow: Flow): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  const rows = new Map<string, number>()
  const ranker = (inner: Dagre) => putAsHighAsPossible(inner, rows)
  graph.setGraph({ rankdir: 'TB', nodesep: 40, marginx: 0, marginy: 0, ranker: ranker as unknown as string })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const id of drawingOrder(flow)) {
    graph.setNode(id, { width: isMarker(id) ? END_WIDTH : CARD_WIDTH, height: usualHeight(id) })
  }
  for (const { spot, to } of inDrawingOrder(flow)) {
    graph.setEdge(spot.from, to, { weight: to.startsWith('end:') ? 1 : 2 }, edgeId(spot))
  }
  dagre.layout(graph, { customOrder: inWalkOrder })
  const tops = topsOf(flow, rows)
  const boxes = new Map<string, Point>()
  const origin = graph.node(TRIGGER_ID) as { x: number }
  for (const id of graph.nodes()) {
    const box = graph.node(id) as { x: number; width: number }
    boxes.set(id, {
      x: Math.round(box.x - origin.x + (CARD_WIDTH - box.width) / 2),
      y: tops[rows.get(id)!]!,
    })
  }
  return { boxes, lanes: lanesOf(graph, boxes, origin.x - CARD_WIDTH / 2) }
}

type Dagre = InstanceType<typeof dagre.graphlib.Graph>

/**
 * Puts each box into the first row below all that lead to it: what dagre's network simplex finds for flows, in a third of the
 * time and without the rows between that dagre keeps for names on lines.
 */
function putAsHighAsPossible(graph: Dagre, rows: Map<string, number>): void {
  const open = new Map(graph.nodes().map((id) => [id, (graph.inEdges(id) ?? []).length]))
  const walk = graph.nodes().filter((id) => open.get(id) === 0)
  for (const id of walk) {
    const row = rows.get(id) ?? 0
    rows.set(id, row)
    ;(graph.node(id) as { rank: number }).rank = row
    for (const { w: next } of graph.outEdges(id) ?? []) {
      rows.set(next, Math.max(rows.get(next) ?? 0, row + 1))
      open.set(next, open.get(next)! - 1)
      if (open.get(next) === 0) walk.push(next)
    }
  }
  // dagre looks for a point on every line, and knows none on one to the next row
  for (const edge of graph.edges()) Object.assign(graph.edge(edge) as object, { points: [{ x: 0, y: 0 }] })
  // what dagre hangs all boxes from
  rows.delete((graph.graph() as { nestingRoot: string }).nestingRoot)
}

/** The y of each row: below one that branches there is room for the branches' names. */
function topsOf(flow: Flow, rows: ReadonlyMap<string, number>): number[] {
  const rowsOf = Map.groupBy(rows.keys(), (id) => rows.get(id)!)
  const branching = new Set(
    waysOut(flow).flatMap(({ spot }) => (spot.branch === null ? [] : [rows.get(spot.from)!])),
  )
  const tops: number[] = []
  let top = 0
  for (const row of [...rowsOf.keys()].sort((a, b) => a - b)) {
    tops[row] = top
    const height = Math.max(...rowsOf.get(row)!.map(usualHeight))
    top += height + ROW_GAP + (branching.has(row) ? BRANCH_LABEL_HEIGHT : 0)
  }
  return tops
}

/** Keeps each row in the order of the walk, which is free of crossings in a tree; dagre's heuristic would swap yes and no. */
function inWalkOrder(graph: Dagre): void {
  const rows = new Map<number, number>()
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    const box = graph.node(id) as { rank: number; order: number }
    box.order = rows.get(box.rank) ?? 0
    rows.set(box.rank, box.order + 1)
    for (const next of graph.successors(id) ?? []) visit(next)
  }
  const rankOf = (id: string) => (graph.node(id) as { rank: number }).rank
  for (const id of graph.nodes().toSorted((a, b) => rankOf(a) - rankOf(b))) visit(id)
}

/** Applies moved boxes: each shifts by as much as it was moved, and what hangs only below it with it. */
export function place(flow: Flow, auto: Layout, moved: Flow['layout'] = flow.layout): Layout {
  if (Object.keys(moved).length === 0) return auto
  const out = waysOut(flow)
  const parents = new Map<string, string>()
  for (const { spot, to } of out) if (!parents.has(to)) parents.set(to, spot.from)
  const shifts = new Map<string, Point>()
  const shiftOf = (id: string): Point => {
    const known = shifts.get(id)
    if (known) return known
    const at = auto.boxes.get(id) ?? ORIGIN
    const kept = moved[id]
    const parent = parents.get(id)
    shifts.set(id, ORIGIN)
    const shift = kept
      ? { x: kept.x - at.x, y: kept.y - at.y }
      : parent === undefined
        ? ORIGIN
        : shiftOf(parent)
    shifts.set(id, shift)
    return shift
  }
  const boxes = new Map<string, Point>()
  for (const [id, at] of auto.boxes) {
    const shift = shiftOf(id)
    boxes.set(id, shift === ORIGIN ? at : { x: at.x + shift.x, y: at.y + shift.y })
  }
  const lanes = new Map<string, number>()
  for (const { spot, to } of out) {
    const id = edgeId(spot)
    const lane = auto.lanes.get(id)
    if (lane !== undefined && isStill(shiftOf(spot.from)) && isStill(shiftOf(to))) lanes.set(id, lane)
  }
  return { boxes, lanes }
}

const ORIGIN: Point = { x: 0, y: 0 }
const isStill = ({ x, y }: Point) => x === 0 && y === 0

/** Every way out of the trigger and the steps, with the step or the end marker it leads to; ways back are not among them. */
export function waysOut(flow: Flow): readonly WayOut[] {
  const known = ways.get(flow)
  if (known !== undefined) return known
  const all = [
    ...flow.edges.flatMap((edge) => (edge.repeat ? [] : [{ spot: spotOf(edge), to: edge.to }])),
    ...openSpots(flow).map((spot) => ({ spot, to: endId(spot) })),
  ]
  ways.set(flow, all)
  return all
}

interface WayOut {
  spot: Spot
  to: string
}

const ways = new WeakMap<Flow, readonly WayOut[]>()

/** The ways out of each step from the left, so that its branches are drawn in their order. */
function inDrawingOrder(flow: Flow): WayOut[] {
  const ranks = new Map(
    flow.nodes.flatMap((node) =>
      branchesOf(node).map((branch, index) => [edgeId({ from: node.id, branch }), index] as const),
    ),
  )
  const rank = ({ spot }: { spot: Spot }) => ranks.get(edgeId(spot)) ?? 0
  return waysOut(flow).toSorted((a, b) => rank(a) - rank(b))
}

/** Ids in the order of a walk down the branches from the left: what the layout keeps to. */
function drawingOrder(flow: Flow): string[] {
  const next = new Map(waysOut(flow).map(({ spot, to }) => [edgeId(spot), to]))
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const order = new Set<string>()
  const visit = (id: string): void => {
    if (order.has(id)) return
    order.add(id)
    const node = nodes.get(id)
    const branches = node ? branchesOf(node) : id === TRIGGER_ID ? [null] : []
    for (const branch of branches) {
      const to = next.get(edgeId({ from: id, branch }))
      if (to !== undefined) visit(to)
    }
  }
  visit(TRIGGER_ID)
  for (const node of flow.nodes) visit(node.id)
  return [...order]
}

const LANE_REACH = 6

function lanesOf(graph: Dagre, boxes: ReadonlyMap<string, Point>, left: number): Map<string, number> {
  const lanes = new Map<string, number>()
  const tops = [...new Set([...boxes.values()].map((box) => box.y))].sort((a, b) => a - b)
  for (const edge of graph.edges()) {
    const from = boxes.get(edge.v)
    const to = boxes.get(edge.w)
    const points = (graph.edge(edge) as { points?: Point[] }).points ?? []
    if (!from || !to || points.length < 3 || edge.name === undefined) continue
    const passes = tops.filter((top) => top > from.y + LANE_REACH && top < to.y - LANE_REACH)
    if (passes.length === 0) continue
    const middle = points[Math.floor(points.length / 2)]
    if (middle) lanes.set(edge.name, Math.round(middle.x - left))
  }
  return lanes
}
