import type { Browser, Page } from '@playwright/test'
import { median, percentile } from './table.ts'

export type Gesture = 'pan' | 'zoom' | 'drag'

/** What frames of a gesture took, in ms. */
export interface Frames {
  /** From one frame to the next; never below the screen's own 16.7. */
  frame: number[]
  /** What the page's main thread had to do for each, of a core's time. */
  work: number[]
}

const STEPS = 90
const PACE_MS = 16
/** A frame with less work than this had no move in it. */
const IDLE_MS = 0.5
const TRACED = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline']

/** Makes a gesture with the mouse in 90 moves, one a frame, and measures the frames. */
export async function framesOf(
  browser: Browser,
  page: Page,
  gesture: Gesture,
  node: string,
): Promise<Frames> {
  const placeOf = () =>
    page.evaluate(
      (id) => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)!.style.transform,
      node,
    )
  const before = await placeOf()
  const move = await beginning(page, gesture, node)
  await browser.startTracing(page, { categories: TRACED })
  await page.evaluate(() => {
    const at: number[] = []
    const note = (now: number) => {
      at.push(now)
      sampled.handle = requestAnimationFrame(note)
    }
    const sampled = { at, handle: requestAnimationFrame(note) }
    Object.assign(window, { sampled })
  })
  const moves: Promise<void>[] = []
  const began = performance.now()
  // a mouse does not wait for the page
  for (let step = 0; step < STEPS; step++) {
    moves.push(move(step))
    const wait = began + (step + 1) * PACE_MS - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  await Promise.all(moves)
  const at = await page.evaluate(() => {
    const { sampled } = window as unknown as { sampled: { at: number[]; handle: number } }
    cancelAnimationFrame(sampled.handle)
    return sampled.at
  })
  const trace = await browser.stopTracing()
  if (gesture === 'drag' && (await placeOf()) === before) throw new Error(`${node} was not dragged.`)
  await page.mouse.up()
  await page.keyboard.up('Control')
  return { frame: at.slice(1).map((now, n) => now - at[n]!), work: workOf(trace) }
}

/** Takes hold of the canvas or of a card; returns what makes one move of the gesture. */
async function beginning(
  page: Page,
  gesture: Gesture,
  node: string,
): Promise<(step: number) => Promise<void>> {
  const start = await startOf(page, gesture === 'drag' ? `.react-flow__node[data-id="${node}"]` : null)
  await page.mouse.move(start.x, start.y)
  if (gesture === 'zoom') {
    await page.keyboard.down('Control')
    return (step) => page.mouse.wheel(0, step % 30 < 15 ? 12 : -12)
  }
  await page.mouse.down()
  await page.mouse.move(start.x + 8, start.y)
  return (step) => {
    const turn = (step / STEPS) * 4 * Math.PI
    return page.mouse.move(start.x + 90 * Math.cos(turn) - 82, start.y + 60 * Math.sin(turn))
  }
}

/** The middle of a card, or a place near the canvas' middle where nothing stands. */
function startOf(page: Page, card: string | null): Promise<{ x: number; y: number }> {
  return page.evaluate((selector) => {
    const { left, top, width, height } = document
      .querySelector(selector ?? '.react-flow__pane')!
      .getBoundingClientRect()
    const middle = { x: left + width / 2, y: top + height / 2 }
    if (selector !== null) return middle
    for (let away = 0; away < 300; away += 6) {
      for (let turn = 0; turn < 6; turn += 0.5) {
        const at = { x: middle.x + away * Math.cos(turn), y: middle.y + away * Math.sin(turn) }
        if (document.elementFromPoint(at.x, at.y)?.classList.contains('react-flow__pane')) return at
      }
    }
    throw new Error('The canvas has no empty place.')
  }, card)
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds: when it began, how long it lasted, and how much of that the thread had a core. */
  ts: number
  dur?: number
  tdur?: number
  args: { name?: string }
}

/** The main thread's tasks summed from one frame's callback to the next, of the renderer that had most of them. */
function workOf(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const renderers = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(thread),
  )
  const threads = [...Map.groupBy(traceEvents, thread)].filter(([id]) => renderers.has(id))
  const framesIn = (events: TraceEvent[]) => events.filter(({ name }) => name === 'FireAnimationFrame').length
  const [, events] = threads.reduce((most, one) => (framesIn(one[1]) > framesIn(most[1]) ? one : most))
  const starts = events.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts)
  const frames = [...new Set(starts)].sort((a, b) => a - b)
  const work = frames.slice(1).map(() => 0)
  for (const { name, ts, dur = 0, tdur = dur } of events) {
    if (name !== 'RunTask') continue
    const frame = frames.findLastIndex((start) => start <= ts + dur)
    if (frame >= 0 && frame < work.length) work[frame]! += tdur / 1_000
  }
  return work.filter((ms) => ms > IDLE_MS)
}

/** A median and a 95th percentile, for a table. */
export const spread = (ms: number[]): { p50: number; p95: number } => ({
  p50: median(ms),
  p95: percentile(ms, 95),
})
