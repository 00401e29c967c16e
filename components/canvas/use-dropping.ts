import { useReactFlow } from '@xyflow/react'
import type { DragEvent } from 'react'
import { edgeAt } from '#flows/graph/edit/spot.ts'
import { CARD_HEIGHT, CARD_WIDTH, type Layout, type Point, spotOfId } from './layout.ts'
import { NODE_VIEWS } from './node-views/registry.ts'
import { DRAG_TYPE } from './palette.tsx'
import { useAddStep } from './use-add-step.ts'
import type { CanvasEdge } from './use-canvas-elements.ts'
import { useEditorStore } from './use-editor.ts'

/** How near a spot a step has to be let go, in px of the canvas at its real size. */
const REACH = 140

/** Takes a step that is dragged from the palette: the spot nearest to it shows itself, and gets it. */
export function useDropping(edges: readonly CanvasEdge[], layout: Layout) {
  const store = useEditorStore()
  const add = useAddStep()
  const flow = useReactFlow()
  const nearest = (event: DragEvent): string | null => {
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const kind = store.state.dragged
    let best: { id: string; away: number } | null = null
    for (const [id, centre] of spotCentres(edges, layout.boxes)) {
      if (kind === 'exit' && edgeAt(store.flow, spotOfId(id))) continue
      const away = Math.hypot(centre.x - at.x, centre.y - at.y)
      if (away < REACH && (best === null || away < best.away)) best = { id, away }
    }
    return best?.id ?? null
  }
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      const target = nearest(event)
      if (target !== store.state.target) store.set({ target })
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Element | null)) store.set({ target: null })
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      const kind = event.dataTransfer.getData(DRAG_TYPE)
      const target = nearest(event)
      store.set({ dragged: null, target: null })
      if (!Object.hasOwn(NODE_VIEWS, kind) || target === null) return
      event.preventDefault()
      add(kind as keyof typeof NODE_VIEWS, spotOfId(target))
    },
  }
}

/** Where the `+` of every spot stands, near enough for dropping. */
function spotCentres(edges: readonly CanvasEdge[], boxes: ReadonlyMap<string, Point>): Map<string, Point> {
  const centres = new Map<string, Point>()
  for (const edge of edges) {
    const from = boxes.get(edge.source)
    const to = boxes.get(edge.target)
    if (!from || !to || edge.type !== 'flow' || edge.data?.standsFor) continue
    if (edge.target.startsWith('end:')) centres.set(edge.target, { x: to.x + 75, y: to.y + 12 })
    else {
      const x = edge.data?.lane ?? (edge.data?.spot.branch ? to.x : from.x) + CARD_WIDTH / 2
      centres.set(edge.id, { x, y: (from.y + CARD_HEIGHT + to.y) / 2 })
    }
  }
  return centres
}
