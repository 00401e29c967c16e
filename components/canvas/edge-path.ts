import type { Point } from './layout.ts'

export interface EdgePath {
  d: string
  /** Where the branch's name stands, and where the `+`. */
  label: Point
  plus: Point
}

const RADIUS = 12
const DROP = 22

/**
 * The path of an edge from the bottom of one card to the top of the next: down, across, down, with round corners.
 * A branch turns close to its source, so that its name and its `+` stand above what they lead to; other edges turn
 * close to their target, so that branches meet there. `lane` leads an edge past cards that stand between.
 */
export function edgePath(
  from: Point,
  to: Point,
  { branch, lane }: { branch: boolean; lane?: number | undefined },
): EdgePath {
  const points = corners(from, to, branch, lane)
  const last = lane === undefined && branch ? to.x : (lane ?? from.x)
  const top = branch ? from.y + DROP : from.y
  const bottom = lane === undefined && branch ? to.y : to.y - (from.x === to.x ? 0 : DROP)
  if (!branch)
    return { d: rounded(points), label: { x: last, y: top }, plus: { x: last, y: (top + bottom) / 2 } }
  const label = { x: last, y: Math.min(top + 14, (top + bottom) / 2) }
  return { d: rounded(points), label, plus: { x: last, y: Math.max(bottom - 20, (label.y + bottom) / 2) } }
}

function corners(from: Point, to: Point, branch: boolean, lane: number | undefined): Point[] {
  const upper = from.y + DROP
  const lower = Math.max(to.y - DROP, upper)
  if (lane !== undefined && Math.abs(lane - to.x) > 1) {
    return [
      from,
      { x: from.x, y: upper },
      { x: lane, y: upper },
      { x: lane, y: lower },
      { x: to.x, y: lower },
      to,
    ]
  }
  if (Math.abs(from.x - to.x) < 1) return [from, to]
  const y = branch || lane !== undefined ? upper : lower
  return [from, { x: from.x, y }, { x: to.x, y }, to]
}

/** A line along right angles with round corners. */
export function rounded(points: Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  let d = `M ${first.x} ${first.y}`
  for (const [index, corner] of rest.entries()) {
    const after = rest[index + 1]
    const before = index === 0 ? first : rest[index - 1]!
    if (!after) {
      d += ` L ${corner.x} ${corner.y}`
      continue
    }
    const r = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2)
    const start = towards(corner, before, r)
    const end = towards(corner, after, r)
    d += ` L ${start.x} ${start.y} Q ${corner.x} ${corner.y} ${end.x} ${end.y}`
  }
  return d
}

const distance = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by }
}
