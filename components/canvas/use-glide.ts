import { useStoreApi } from '@xyflow/react'
import { useEffect, useState } from 'react'
import { CARD_HEIGHT, CARD_WIDTH, type Layout, type Point } from './layout.ts'
import { motion } from './motion.ts'

/** Where everything stands for now, and what has only just come. */
export interface Standing extends Layout {
  arriving: ReadonlySet<string>
}

/** More boxes than this would not move smoothly. */
const MOST = 120

interface Glide {
  shape: unknown
  to: Layout
  from: Standing
  /** How much of the way is behind, from 0 to 1. */
  share: number
}

/**
 * Leads boxes and lines to where a changed flow puts them: what is in sight glides, what is new appears in its place. At once
 * while something is dragged (`at` is "once"), for those who ask for less motion, and where a box only grew or shrank.
 * `shape` is what must change for anything to glide.
 */
export function useGlide(to: Layout, shape: unknown, at: 'ease' | 'once'): Standing {
  const canvas = useStoreApi()
  const [glide, setGlide] = useState<Glide>(() => arrived(to, shape))
  let now = glide
  if (glide.to !== to || glide.shape !== shape) {
    const shown = standingIn(glide)
    if (at === 'once' || motion() === 0) now = arrived(to, shape)
    else if (glide.shape === shape) now = glide.share < 1 ? { ...glide, to } : arrived(to, shape)
    else now = setOut(shown, to, shape, inSight(canvas.getState()))
    setGlide(now)
  }
  const { shape: begun } = now
  const still = now.share === 1
  useEffect(() => {
    if (still) return
    const length = motion()
    let start: number | null = null
    let frame = requestAnimationFrame(function step(time) {
      start ??= time
      const share = length === 0 ? 1 : Math.min(1, (time - start) / length)
      setGlide((before) => (before.shape === begun ? { ...before, share } : before))
      if (share < 1) frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [still, begun])
  return standingIn(now)
}

const NONE: ReadonlySet<string> = new Set()

const arrived = (to: Layout, shape: unknown): Glide => ({
  shape,
  to,
  from: { ...to, arriving: NONE },
  share: 1,
})

/** Begins a glide, or is there at once where nothing in sight moves or too much does. */
function setOut(from: Standing, to: Layout, shape: unknown, sees: (at: Point) => boolean): Glide {
  const boxes = new Map<string, Point>()
  const arriving = new Set<string>()
  let moving = 0
  for (const [id, target] of to.boxes) {
    const before = from.boxes.get(id)
    if (before === undefined) arriving.add(id)
    else if (isNear(before, target) || !(sees(before) || sees(target))) boxes.set(id, target)
    else {
      moving++
      boxes.set(id, before)
    }
  }
  if ((moving === 0 && arriving.size === 0) || moving > MOST) return arrived(to, shape)
  return { shape, to, from: { boxes, lanes: from.lanes, arriving }, share: 0 }
}

const isNear = (a: Point, b: Point) => Math.abs(a.x - b.x) < 1.5 && Math.abs(a.y - b.y) < 1.5

function standingIn({ from, to, share }: Glide): Standing {
  if (share === 1) return from.boxes === to.boxes ? from : { ...to, arriving: NONE }
  const eased = 1 - (1 - share) ** 3
  const boxes = new Map<string, Point>()
  for (const [id, target] of to.boxes) {
    const before = from.boxes.get(id)
    boxes.set(id, before === undefined || before === target ? target : between(before, target, eased))
  }
  const lanes = new Map<string, number>()
  for (const [id, target] of to.lanes) {
    const before = from.lanes.get(id)
    lanes.set(id, before === undefined ? target : before + (target - before) * eased)
  }
  return { boxes, lanes, arriving: from.arriving }
}

const between = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
})

/** Whether a box at a place would be seen. */
function inSight({
  transform: [x, y, zoom],
  width,
  height,
}: {
  transform: readonly [number, number, number]
  width: number
  height: number
}) {
  return (at: Point): boolean => {
    const [left, top] = [at.x * zoom + x, at.y * zoom + y]
    return left < width && top < height && left + CARD_WIDTH * zoom > 0 && top + CARD_HEIGHT * zoom > 0
  }
}
