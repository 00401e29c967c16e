import type { FlowEdgeType } from './flow-edge.tsx'
import type { RepeatEdgeType } from './repeat-edge.tsx'
import type { CanvasNode } from './use-canvas-elements.ts'

/** The elements as they were drawn last, in their order and by their ids. */
export interface Kept<T> {
  list: T[]
  byId: ReadonlyMap<string, T>
}

export const NOTHING_KEPT = { list: [], byId: new Map<string, never>() }

/** The elements, each the object it was while it is the same; the very list where all are, so that React Flow takes in none. */
export function keep<T extends { id: string }>(
  cache: { current: Kept<T> },
  next: T[],
  same: (a: T, b: T) => boolean,
): T[] {
  const { list, byId } = cache.current
  const kept = next.map((item) => {
    const before = byId.get(item.id)
    return before && same(before, item) ? before : item
  })
  if (kept.length === list.length && kept.every((item, n) => item === list[n])) return list
  cache.current = { list: kept, byId: new Map(kept.map((item) => [item.id, item])) }
  return kept
}

export function sameNode(a: CanvasNode, b: CanvasNode): boolean {
  return (
    a.type === b.type &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.selected === b.selected &&
    a.measured === b.measured &&
    a.draggable === b.draggable &&
    a.ariaLabel === b.ariaLabel &&
    ('node' in a.data ? a.data.node : null) === ('node' in b.data ? b.data.node : null) &&
    foldText(a) === foldText(b)
  )
}

const foldText = ({ data }: CanvasNode) => ('hidden' in data ? JSON.stringify(data) : '')

export function sameRepeat(a: RepeatEdgeType, b: RepeatEdgeType): boolean {
  return (
    a.target === b.target &&
    a.selected === b.selected &&
    a.selectable === b.selectable &&
    a.ariaLabel === b.ariaLabel &&
    a.data?.lane.x === b.data?.lane.x &&
    a.data?.lane.side === b.data?.lane.side
  )
}

export function sameEdge(a: FlowEdgeType, b: FlowEdgeType): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.selected === b.selected &&
    a.focusable === b.focusable &&
    a.ariaLabel === b.ariaLabel &&
    a.data?.lane === b.data?.lane &&
    a.data?.name === b.data?.name &&
    a.data?.fold?.name === b.data?.fold?.name &&
    String(a.data?.standsFor) === String(b.data?.standsFor)
  )
}
