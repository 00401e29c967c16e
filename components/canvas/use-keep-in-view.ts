'use client'

import { useNodesInitialized, useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { useReport } from './figures.tsx'
import { CARD_HEIGHT, CARD_WIDTH, type Layout } from './layout.ts'
import type { Sizes } from './use-canvas-elements.ts'
import { useEditor } from './use-editor.ts'

const MARGIN = 32

/** Shows the whole flow at first where it stays readable, else its beginning; later brings a step that is opened into sight. */
export function useKeepInView(frame: RefObject<HTMLDivElement | null>, layout: Layout, sizes: Sizes): void {
  const { setViewport, getViewport } = useReactFlow()
  const ready = useNodesInitialized()
  const begun = useRef(false)
  const opened = useEditor((state) => (state.selected.length === 1 ? state.selected[0]! : null))
  const turn = useEditor((state) => state.focus?.turn ?? 0)
  const latest = useRef({ layout, sizes })
  latest.current = { layout, sizes }

  useEffect(() => {
    const element = frame.current
    if (!ready || begun.current || !element) return
    begun.current = true
    void setViewport(firstViewport(latest.current.layout, element))
  }, [ready, frame, setViewport])

  // cards grow and shrink with their figures, so the flow is shown anew when these come and go
  const figures = useReport() !== null
  const drawn = useRef(figures)
  useEffect(() => {
    const element = frame.current
    if (drawn.current === figures || !element || !begun.current) return
    drawn.current = figures
    const wait = setTimeout(() => {
      const viewport = firstViewport(latest.current.layout, element)
      void setViewport(viewport, { duration: motion() })
    }, 120)
    return () => clearTimeout(wait)
  }, [figures, frame, setViewport])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for the same step again
  useEffect(() => {
    const element = frame.current
    if (opened === null || !element) return
    let wait: ReturnType<typeof setTimeout> | undefined
    const bring = () => {
      const box = latest.current.layout.boxes.get(opened)
      if (!box || !begun.current) return
      const size = latest.current.sizes.get(opened) ?? { width: CARD_WIDTH, height: CARD_HEIGHT }
      const { x, y, zoom } = getViewport()
      const left = box.x * zoom + x
      const top = box.y * zoom + y
      const dx = inside(left, size.width * zoom, paletteRoom(element) + MARGIN, element.clientWidth - MARGIN)
      const dy = inside(top, size.height * zoom, MARGIN, element.clientHeight - 120)
      if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: motion() })
    }
    // the room changes when the panel comes, goes or widens
    const observer = new ResizeObserver(() => {
      clearTimeout(wait)
      wait = setTimeout(bring, 60)
    })
    observer.observe(element)
    return () => {
      clearTimeout(wait)
      observer.disconnect()
    }
  }, [opened, turn, frame, getViewport, setViewport])
}

/** How much of the left side the palette covers, in px. */
function paletteRoom(frame: HTMLElement): number {
  return frame.querySelector<HTMLElement>('[data-palette]')?.offsetWidth ?? 0
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

function firstViewport(layout: Layout, frame: HTMLElement) {
  const offset = paletteRoom(frame)
  const room = frame.clientWidth - offset
  const xs = [...layout.boxes.values()].map((box) => box.x)
  const ys = [...layout.boxes.values()].map((box) => box.y)
  const left = Math.min(...xs)
  const width = Math.max(...xs) + CARD_WIDTH - left
  const top = Math.min(...ys)
  const height = Math.max(...ys) + CARD_HEIGHT - top
  const fits = Math.min((room - 2 * MARGIN) / width, (frame.clientHeight - 110) / height, 1)
  if (fits >= 0.6) {
    return { zoom: fits, x: offset + (room - width * fits) / 2 - left * fits, y: MARGIN - top * fits }
  }
  const trigger = layout.boxes.get('trigger') ?? { x: 0, y: 0 }
  const zoom = Math.min(0.85, (room - MARGIN) / CARD_WIDTH)
  return {
    zoom,
    x: offset + room / 2 - (trigger.x + CARD_WIDTH / 2) * zoom,
    y: MARGIN - trigger.y * zoom,
  }
}
