'use client'

import { useNodesInitialized, useReactFlow, type Viewport } from '@xyflow/react'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { useReport } from './figures.tsx'
import { CARD_HEIGHT, CARD_WIDTH, END_WIDTH, type Layout } from './layout.ts'
import { motion } from './motion.ts'
import type { Sizes } from './use-canvas-elements.ts'
import { useEditor } from './use-editor.ts'

const MARGIN = 32
const NARROW_MARGIN = 12
/** Below this, cards are pictures rather than words. */
const LEAST_ZOOM = 0.6
export const FARTHEST_ZOOM = 0.15

/**
 * Shows the whole flow where it stays readable, else its beginning; does so again when the room changes, until someone
 * has moved the canvas. Brings a step that is opened into sight. What it gives back shows the whole flow, however small.
 */
export function useKeepInView(
  frame: RefObject<HTMLDivElement | null>,
  layout: Layout,
  sizes: Sizes,
): () => void {
  const { setViewport, getViewport } = useReactFlow()
  const ready = useNodesInitialized()
  const begun = useRef(false)
  const opened = useEditor((state) => (state.selected.length === 1 ? state.selected[0]! : null))
  const turn = useEditor((state) => state.focus?.turn ?? 0)
  const latest = useRef({ layout, sizes })
  latest.current = { layout, sizes }
  const width = useRef(0)
  const shown = useRef<{ viewport: Viewport; until: number } | null>(null)
  const show = useCallback(
    (viewport: Viewport, duration: number) => {
      shown.current = { viewport, until: performance.now() + duration + 100 }
      void setViewport(viewport, { duration })
    },
    [setViewport],
  )
  const isOurs = useCallback(() => {
    if (shown.current === null) return false
    const { viewport, until } = shown.current
    return performance.now() < until || isSame(viewport, getViewport())
  }, [getViewport])

  useEffect(() => {
    const element = frame.current
    if (!ready || begun.current || !element) return
    begun.current = true
    width.current = element.clientWidth
    show(firstViewport(latest.current.layout, element), 0)
  }, [ready, frame, show])

  // cards grow and shrink with their figures, so the flow is shown anew when these come and go
  const figures = useReport() !== null
  const drawn = useRef(figures)
  useEffect(() => {
    const element = frame.current
    if (drawn.current === figures || !element || !begun.current) return
    drawn.current = figures
    const wait = setTimeout(() => {
      show(firstViewport(latest.current.layout, element), motion())
    }, 120)
    return () => clearTimeout(wait)
  }, [figures, frame, show])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for the same step again
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let wait: ReturnType<typeof setTimeout> | undefined
    const adjust = () => {
      if (!begun.current) return
      const resized = element.clientWidth !== width.current
      width.current = element.clientWidth
      const before = shown.current && isOurs() ? shown.current.viewport : getViewport()
      const next = resized ? inNewRoom(latest.current.layout, element, before, isOurs()) : before
      const after = opened === null ? next : withStep(opened, latest.current, element, next)
      if (!isSame(before, after)) show(after, motion())
    }
    // the room changes when the panel comes, goes or widens
    const observer = new ResizeObserver(() => {
      clearTimeout(wait)
      wait = setTimeout(adjust, 60)
    })
    observer.observe(element)
    return () => {
      clearTimeout(wait)
      observer.disconnect()
    }
  }, [opened, turn, frame, getViewport, isOurs, show])

  return useCallback(() => {
    const element = frame.current
    if (element) show(wholeViewport(latest.current.layout, element), motion())
  }, [frame, show])
}

function isSame(a: Viewport, b: Viewport): boolean {
  return Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1 && Math.abs(a.zoom - b.zoom) < 0.001
}

/** Moves a viewport as little as brings a step into sight. */
function withStep(
  id: string,
  { layout, sizes }: { layout: Layout; sizes: Sizes },
  frame: HTMLElement,
  { x, y, zoom }: Viewport,
): Viewport {
  const box = layout.boxes.get(id)
  if (!box) return { x, y, zoom }
  const size = sizes.get(id) ?? { width: CARD_WIDTH, height: CARD_HEIGHT }
  const low = paletteRoom(frame) + marginOf(frame)
  const dx = inside(box.x * zoom + x, size.width * zoom, low, frame.clientWidth - marginOf(frame))
  const dy = inside(box.y * zoom + y, size.height * zoom, MARGIN, frame.clientHeight - 120)
  return { x: x + dx, y: y + dy, zoom }
}

/** The least room left and right of the flow, in px; a phone has none to give away. */
function marginOf(frame: HTMLElement): number {
  return frame.clientWidth < 640 ? NARROW_MARGIN : MARGIN
}

/** How much of the left side the palette covers, in px. */
export function paletteRoom(frame: HTMLElement): number {
  const palette = frame.querySelector<HTMLElement>('[data-palette]')
  return palette ? palette.offsetLeft + palette.offsetWidth : 0
}

function inside(start: number, length: number, low: number, high: number): number {
  if (start < low) return low - start
  if (start + length > high) return Math.max(high - (start + length), low - start)
  return 0
}

interface Extent {
  left: number
  top: number
  width: number
  height: number
}

function extentOf({ boxes }: Layout): Extent {
  const all = [...boxes].map(([id, box]) => ({ ...box, right: box.x + widthOf(id) }))
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const width = Math.max(...all.map(({ right }) => right)) - left
  return { left, top, width, height: Math.max(...all.map(({ y }) => y)) + CARD_HEIGHT - top }
}

const widthOf = (id: string) => (id.startsWith('end:') ? END_WIDTH : CARD_WIDTH)

/** The zoom at which all of it is seen beside the palette and above the toolbar. */
function wholeZoom({ width, height }: Extent, frame: HTMLElement): number {
  const room = frame.clientWidth - paletteRoom(frame)
  return Math.min((room - 2 * marginOf(frame)) / width, (frame.clientHeight - 110) / height, 1)
}

function wholeViewport(layout: Layout, frame: HTMLElement): Viewport {
  const extent = extentOf(layout)
  const zoom = Math.max(wholeZoom(extent, frame), FARTHEST_ZOOM)
  return { zoom, x: centred(extent, frame, zoom), y: MARGIN - extent.top * zoom }
}

function firstViewport(layout: Layout, frame: HTMLElement): Viewport {
  const extent = extentOf(layout)
  if (wholeZoom(extent, frame) >= LEAST_ZOOM) return wholeViewport(layout, frame)
  const trigger = layout.boxes.get('trigger') ?? { x: 0, y: 0 }
  const offset = paletteRoom(frame)
  const room = frame.clientWidth - offset
  const near = Math.min(0.85, (room - marginOf(frame)) / CARD_WIDTH)
  return {
    zoom: near,
    x: offset + room / 2 - (trigger.x + CARD_WIDTH / 2) * near,
    y: MARGIN - trigger.y * near,
  }
}

/** What is shown after the room has changed: what someone moved stays where it is, unless nothing of it is left in sight. */
function inNewRoom(layout: Layout, frame: HTMLElement, before: Viewport, ours: boolean): Viewport {
  if (ours) return refit(layout, frame, before)
  return showsAny(layout, frame, before) ? before : firstViewport(layout, frame)
}

function showsAny({ boxes }: Layout, frame: HTMLElement, { x, y, zoom }: Viewport): boolean {
  const low = paletteRoom(frame)
  return [...boxes].some(([id, box]) => {
    const left = box.x * zoom + x
    const top = box.y * zoom + y
    const [right, bottom] = [left + widthOf(id) * zoom, top + CARD_HEIGHT * zoom]
    return right > low && left < frame.clientWidth && bottom > 0 && top < frame.clientHeight
  })
}

/** The same part of the flow in a new width: all of it where that stays readable, else its whole breadth where that does. */
function refit(layout: Layout, frame: HTMLElement, before: Viewport): Viewport {
  const extent = extentOf(layout)
  if (wholeZoom(extent, frame) >= LEAST_ZOOM) return firstViewport(layout, frame)
  const breadth = (frame.clientWidth - paletteRoom(frame) - 2 * marginOf(frame)) / extent.width
  if (breadth < LEAST_ZOOM) return before
  const zoom = Math.min(before.zoom, breadth)
  // what stood at the top stays there
  return { zoom, x: centred(extent, frame, zoom), y: MARGIN - ((MARGIN - before.y) / before.zoom) * zoom }
}

function centred({ left, width }: Extent, frame: HTMLElement, zoom: number): number {
  const offset = paletteRoom(frame)
  return offset + (frame.clientWidth - offset - width * zoom) / 2 - left * zoom
}
