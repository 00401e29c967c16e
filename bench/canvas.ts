import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { layoutFlow } from '../components/canvas/layout.ts'
import { openShop } from '../e2e/support/open-shop.ts'
import playwright from '../playwright.config.ts'
import { type Frames, framesOf, type Gesture, spread } from './canvas-frames.ts'
import { noteOpening, openedAfter } from './canvas-open.ts'
import { startBareCanvas } from './canvas-peer.ts'
import { longFlow } from './long-flow.ts'
import { knob } from './setup.ts'
import { median, printTable, printVerdicts } from './table.ts'

const STEPS = knob('BENCH_STEPS', 500)
const ROUNDS = knob('BENCH_ROUNDS', 5)
const GESTURES: Gesture[] = ['pan', 'zoom', 'drag']
const SCENES = ['near', 'whole'] as const
type Scene = (typeof SCENES)[number]

/**
 * The canvas with a long flow beside bare React Flow with as many of its default nodes in the same places, in the same
 * window, at the same zoom: how long it takes to open, and what a frame costs while it is panned, zoomed and a card dragged.
 */
const browser = await chromium.launch(playwright.use!.launchOptions)
const { app, api, page: owner } = await openShop(browser)
const flow = longFlow(STEPS)
const { id } = await api.post<{ id: string }>('/flows', { graph: flow })
const peer = await startBareCanvas({
  detail: await api.get(`/flows/${id}`),
  boxes: Object.fromEntries(layoutFlow(flow).boxes),
})
try {
  const session = await owner.context().storageState()
  await owner.context().close()
  await compare(browser, session)
} finally {
  await browser.close()
  await peer.stop()
  await app.stop()
}

async function compare(browser: Browser, session: Awaited<ReturnType<BrowserContext['storageState']>>) {
  const ours = `${app.url}/flows/${id}`
  const fresh = async () => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      storageState: session,
    })
    await noteOpening(context)
    return (await context.newPage()) as Page
  }
  const opening = {
    cold: { ours: [] as number[], bare: [] as number[] },
    warm: { ours: [] as number[], bare: [] as number[] },
  }
  const frames = new Map<string, Frames>()
  for (let round = 0; round < ROUNDS; round++) {
    const studio = await fresh()
    await studio.goto(ours)
    opening.cold.ours.push(await openedAfter(studio))
    const view = await viewOf(studio)
    const bare = await fresh()
    await bare.goto(`${peer.url}/?${view}`)
    opening.cold.bare.push(await openedAfter(bare))
    for (const [who, page] of [
      ['ours', studio],
      ['bare', bare],
    ] as const) {
      await page.reload()
      opening.warm[who].push(await openedAfter(page))
    }
    for (const scene of SCENES) {
      if (scene === 'whole') {
        await studio.getByRole('button', { name: 'Fit to screen' }).click()
        await studio.waitForTimeout(500)
        await bare.goto(`${peer.url}/?${await viewOf(studio)}`)
        await openedAfter(bare)
      }
      for (const gesture of GESTURES) {
        for (const [who, page] of [
          ['ours', studio],
          ['bare', bare],
        ] as const) {
          await page.bringToFront()
          await page.waitForTimeout(300)
          const { frame, work } = await framesOf(browser, page, gesture, await nearest(page))
          const all = frames.get(`${scene} ${gesture} ${who}`) ?? { frame: [], work: [] }
          frames.set(`${scene} ${gesture} ${who}`, {
            frame: [...all.frame, ...frame],
            work: [...all.work, ...work],
          })
        }
      }
    }
    await studio.context().close()
    await bare.context().close()
  }
  print(opening, (scene, gesture, who) => frames.get(`${scene} ${gesture} ${who}`)!)
}

/** Where the canvas stands in its window and how near, as the peer takes it. */
function viewOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { width, height } = document.querySelector('.react-flow')!.getBoundingClientRect()
    const {
      a: zoom,
      e: x,
      f: y,
    } = new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')!).transform)
    return new URLSearchParams(
      Object.entries({ width, height, x, y, zoom }).map(([name, value]) => [name, String(value)]),
    ).toString()
  })
}

/** The step that is drawn nearest to the canvas' middle. */
function nearest(page: Page): Promise<string> {
  return page.evaluate(() => {
    const middle = (element: Element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    }
    const to = middle(document.querySelector('.react-flow')!)
    const away = (element: Element) => Math.hypot(middle(element).x - to.x, middle(element).y - to.y)
    const cards = [...document.querySelectorAll<HTMLElement>('.react-flow__node.draggable')]
    return cards.reduce((best, card) => (away(card) < away(best) ? card : best)).dataset.id!
  })
}

function print(
  opening: Record<'cold' | 'warm', { ours: number[]; bare: number[] }>,
  framesOf: (scene: Scene, gesture: Gesture, who: 'ours' | 'bare') => Frames,
): void {
  const ms = (value: number) => value.toFixed(1)
  const verdicts = []
  const rows = [['what', 'ours p50', 'p95', 'bare p50', 'p95', 'ratio p50', 'p95']]
  for (const scene of SCENES) {
    for (const gesture of GESTURES) {
      for (const measure of ['work', 'frame'] as const) {
        const a = spread(framesOf(scene, gesture, 'ours')[measure])
        const b = spread(framesOf(scene, gesture, 'bare')[measure])
        const ratio = { p50: a.p50 / b.p50, p95: a.p95 / b.p95 }
        const what = `${scene}, ${gesture}, ${measure === 'work' ? 'main thread a frame' : 'frame to frame'}`
        rows.push([
          what,
          ms(a.p50),
          ms(a.p95),
          ms(b.p50),
          ms(b.p95),
          ratio.p50.toFixed(2),
          ratio.p95.toFixed(2),
        ])
        // the work is printed to show what is left of a frame; the frames are what a person sees
        if (measure === 'work') continue
        for (const p of ['p50', 'p95'] as const)
          verdicts.push({ what: `${what}, ${p}`, figure: ratio[p], target: { atMost: 1.25 } })
      }
    }
  }
  printTable(`canvas: ${STEPS} steps beside ${STEPS} default nodes of bare React Flow, ms`, rows)
  printTable('from the navigation until the canvas stands, ms', [
    ['what', 'ours', 'bare'],
    ...(['cold', 'warm'] as const).map((cache) => [
      `${cache} cache`,
      ...(['ours', 'bare'] as const).map((who) => ms(median(opening[cache][who]))),
    ]),
  ])
  for (const cache of ['cold', 'warm'] as const)
    verdicts.push({
      what: `opening, ${cache} cache`,
      figure: median(opening[cache].ours) / median(opening[cache].bare),
      target: { atMost: 1.5 },
    })
  printVerdicts('ratio to bare React Flow', verdicts)
}
