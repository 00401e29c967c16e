'use client'

import { useNodesInitialized, useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { useReport } from './figures.tsx'
import { CARD_HEIGHT, CARD_WIDTH, type Layout } from './layout.ts'
import type { Sizes } from './use-canvas-elements.ts'
import { useEditor } from './use-editor.ts'

const MARGIN = 32
const PALETTE = 240

/** Shows the whole flow at first where it stays readable, else its beginning; later brings a step that is opened into sight. */
export function useKeepInView(frame: RefObject<HTMLDivElement | null>, layout: Layout, sizes: Sizes): void {
  const { setViewport, getViewport } = useReactFlow()
  const ready = useNodesInitialized()
  const begun = useRef(false)
  const opened = useEditor((state) => (state.selected.length === 1 ? state.selected[0]! : null))
  const panel = useEditor((state) => state.panel)
  const turn = useEditor((state) => state.focus?.turn ?? 0)
  const latest = useRef({ layout, sizes })
  latest.current = { layout, sizes }

  useEffect(() => {
    const element = frame.current
    if (!ready || begun.current || !element) return
    begun.current = true
    void setViewport(firstViewport(latest.current.layout, element.clientWidth, element.clientHeight))
  }, [ready, frame, setViewport])

  // cards grow and shrink with their figures, so the flow is shown anew when these come and go
  const figures = useReport() !== null
  const drawn = useRef(figures)
  useEffect(() => {
    const element = frame.current
    if (drawn.current === figures || !element || !begun.current) return
    drawn.current = figures
    const wait = setTimeout(() => {
      const viewport = firstViewport(latest.current.layout, element.clientWidth, element.clientHeight)
      void setViewport(viewport, { duration: motion() })
    }, 120)
    return () => clearTimeout(wait)
  }, [figures, frame, setViewport])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `panel` changes the room there is, `turn` asks for the same step again
  useEffect(() => {
    const element = frame.current
    if (opened === null || !element || !begun.current) return
    const wait = setTimeout(() => {
      const box = latest.current.layout.boxes.get(opened)
      if (!box) return
      const size = latest.current.sizes.get(opened) ?? { width: CARD_WIDTH, height: CARD_HEIGHT }
      const { x, y, zoom } = getViewport()
      const left = box.x * zoom + x
      const top = box.y * zoom + y
      const paletteRoom = element.clientWidth > 720 ? PALETTE : MARGIN
      const dx = inside(left, size.width * zoom, paletteRoom, element.clientWidth - MARGIN)
      const dy = inside(top, size.height * zoom, MARGIN, element.clientHeight - 120)
      if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: motion() })
    }, 60)
    return () => clearTimeout(wait)
  }, [opened, panel, turn, frame, getViewport, setViewport])
}

function inside(start: number, length: number, low: number, high: number): number {
  if (start < low) return low - start
  if (start + length > high) return Math.max(high - (start + length), low - start)
  return 0
}

/** How long a move of the canvas takes, in ms: at once for those who ask for less motion. */
export function motion(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180
}

function firstViewport(layout: Layout, width: number, height: number) {
  const xs = [...layout.boxes.values()].map((box) => box.x)
  const ys = [...layout.boxes.values()].map((box) => box.y)
  const left = Math.min(...xs)
  const right = Math.max(...xs) + CARD_WIDTH
  const bottom = Math.max(...ys) + CARD_HEIGHT
  const top = Math.min(...ys)
  const room = width > 720 ? width - PALETTE : width
  const fits = Math.min((room - 2 * MARGIN) / (right - left), (height - 110) / (bottom - top), 1)
  const offset = width > 720 ? PALETTE : 0
  if (fits >= 0.6) {
    return {
      zoom: fits,
      x: offset + (room - (right - left) * fits) / 2 - left * fits,
      y: MARGIN - top * fits,
    }
  }
  const trigger = layout.boxes.get('trigger') ?? { x: 0, y: 0 }
  const zoom = width > 720 ? 0.85 : Math.min(0.85, (width - MARGIN) / CARD_WIDTH)
  return { zoom, x: offset + room / 2 - (trigger.x + CARD_WIDTH / 2) * zoom, y: MARGIN - trigger.y * zoom }
}
