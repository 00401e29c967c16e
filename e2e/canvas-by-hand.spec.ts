import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { openShop } from './support/open-shop.ts'
import { EVERY_KIND } from './support/screens-data.ts'
import { addStep } from './support/studio.ts'

interface Graph {
  nodes: { id: string; kind: string }[]
  edges: { from: string; branch?: string; to: string }[]
  layout: Record<string, { x: number; y: number }>
}
interface Spot {
  x: number
  y: number
}

test.describe('what hands do on the canvas', () => {
  let app: App
  let api: Api
  let page: Page
  let id: string

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page } = await openShop(browser))
  })
  test.afterAll(() => app?.stop())
  test.beforeEach(async () => {
    ;({ id } = await api.post<{ id: string }>('/flows', { graph: EVERY_KIND }))
    await page.goto(`/flows/${id}`)
    await page.getByTestId('node-trigger').waitFor()
    await page.getByRole('button', { name: 'Fit to screen' }).click()
    await expect(box('update')).toBeInViewport({ ratio: 1 })
    await still(box('update'))
  })

  const COUNT = EVERY_KIND.nodes.length
  const box = (node: string) => page.locator(`.react-flow__node[data-id="${node}"]`)
  const steps = () => page.locator('.react-flow__node-step')
  const graph = async () => (await api.get<{ graph: Graph }>(`/flows/${id}`)).graph
  /** What a way out leads to: a step that was there by its id, a new one by its kind. */
  const after = async (from: string, branch?: string) => {
    const { nodes, edges } = await graph()
    const to = edges.find((edge) => edge.from === from && edge.branch === branch)?.to
    if (to === undefined || EVERY_KIND.nodes.some((node) => node.id === to)) return to
    return `new ${nodes.find((node) => node.id === to)?.kind}`
  }
  const middle = async (at: Locator): Promise<Spot> => {
    const { x, y, width, height } = (await at.boundingBox())!
    return { x: x + width / 2, y: y + height / 2 }
  }
  /** Clicks a line a quarter of its way along. */
  const onLine = async (line: string) => {
    const at = await page
      .locator(`.react-flow__edge[data-id="${line}"] .react-flow__edge-path`)
      .evaluate((path: SVGPathElement) => {
        const { x, y } = path.getPointAtLength(path.getTotalLength() / 4)
        const on = new DOMPoint(x, y).matrixTransform(path.getScreenCTM()!)
        return { x: on.x, y: on.y }
      })
    await page.mouse.click(at.x, at.y)
    await expect(page.locator(`.react-flow__edge[data-id="${line}"]`)).toHaveClass(/selected/)
  }
  const still = async (at: Locator) => {
    let before = ''
    await expect
      .poll(async () => {
        const now = JSON.stringify(await at.boundingBox())
        const same = now === before
        before = now
        return same
      })
      .toBe(true)
  }
  const pull = async (from: Spot, to: Spot) => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 8 })
    await page.mouse.move(to.x, to.y, { steps: 8 })
  }

  test('a step is dragged from the palette onto a line and onto an open end; elsewhere it falls to nothing', async () => {
    await pull(
      await middle(page.getByTestId('palette-webhook')),
      await middle(page.getByTestId('add-delay').first()),
    )
    await expect(page.locator('.akis-dropping')).toHaveCount(1)
    await page.mouse.up()
    await expect(steps()).toHaveCount(COUNT + 1)
    await expect(page.locator('.akis-dropping')).toHaveCount(0)
    await expect(page.getByTestId('inspector')).toContainText('Webhook')
    await expect.poll(() => after('delay')).toBe('new webhook')
    const added = (await graph()).edges.find(({ from }) => from === 'delay')!.to
    expect(await after(added, 'succeeded')).toBe('wait')
    await page.keyboard.press('Control+z')
    await expect(steps()).toHaveCount(COUNT)
    await still(box('sms'))

    await pull(
      await middle(page.getByTestId('palette-delay')),
      await middle(page.getByTestId('add-sms').first()),
    )
    await page.mouse.up()
    await expect.poll(() => after('sms')).toBe('new delay')
    await page.keyboard.press('Control+z')
    await expect(steps()).toHaveCount(COUNT)

    await pull(await middle(page.getByTestId('palette-delay')), { x: 620, y: 760 })
    await page.mouse.up()
    await expect(page.getByRole('button', { name: 'Redo' })).toBeEnabled()
    await expect(steps()).toHaveCount(COUNT)
    await expect(page.locator('.akis-dropping')).toHaveCount(0)
  })

  test('branches are merged by an end’s grip and by the end of a line; a circle is refused', async () => {
    const end = page.locator('[data-id="end:sms:"]')
    await end.hover()
    await pull(await middle(end.locator('.react-flow__handle.source')), await middle(box('webhook')))
    await page.mouse.up()
    await expect.poll(() => after('sms')).toBe('webhook')
    await expect(page.locator('.react-flow__edge[data-id="edge:sms:"]')).toHaveCount(1)
    await still(box('webhook'))

    // two lines end here: the one that is chosen lies on top
    await onLine('edge:sms:')
    const tip = page.locator('.react-flow__edge[data-id="edge:sms:"] .react-flow__edgeupdater-target')
    await pull(await middle(tip), await middle(box('update')))
    await page.mouse.up()
    await expect.poll(() => after('sms')).toBe('update')
    await still(box('update'))

    await pull(await middle(tip), await middle(box('wait')))
    await page.mouse.up()
    await expect(page.getByText('That would make the flow go round in a circle.')).toBeVisible()
    expect(await after('sms')).toBe('update')
    await page.keyboard.press('Control+z')
    await expect.poll(() => after('sms')).toBe('webhook')
    await page.keyboard.press('Control+z')
    await expect.poll(() => after('sms')).toBeUndefined()
  })

  test('several steps are chosen by a box and by clicks, and deleted at once; those before and after meet', async () => {
    const [first, last] = [(await box('email').boundingBox())!, (await box('webhook').boundingBox())!]
    await page.keyboard.down('Shift')
    await pull(
      { x: first.x - 12, y: first.y - 4 },
      { x: last.x + last.width + 6, y: last.y + last.height + 4 },
    )
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
    await box('delay').click({ modifiers: ['Control'] })
    await expect(page.locator('.react-flow__node.selected')).toHaveCount(3)
    await page.keyboard.press('Delete')
    await expect(steps()).toHaveCount(COUNT - 3)
    await expect.poll(() => after('condition', 'yes')).toBe('update')
    expect(await after('trigger')).toBe('wait')
    await page.keyboard.press('Control+z')
    await expect(steps()).toHaveCount(COUNT)
  })

  test('the map shows every step, and a drag in it moves the canvas', async () => {
    await page.getByRole('button', { name: 'Map' }).click()
    const map = page.locator('.react-flow__minimap')
    await expect(map).toBeVisible()
    await expect(map.locator('.react-flow__minimap-node')).toHaveCount(
      await page.locator('.react-flow__node').count(),
    )
    const before = (await box('trigger').boundingBox())!
    const from = await middle(map)
    await pull(from, { x: from.x + 20, y: from.y + 20 })
    await page.mouse.up()
    await expect.poll(async () => (await box('trigger').boundingBox())!.y).toBeLessThan(before.y - 20)
    await page.getByRole('button', { name: 'Map' }).click()
    await expect(map).toHaveCount(0)
  })

  test('what makes room glides, its lines with it; at once where less motion is asked for', async () => {
    await evenFrames(page)
    await page.reload()
    await page.getByTestId('node-trigger').waitFor()
    await page.getByRole('button', { name: 'Fit to screen' }).click()
    await expect(box('update')).toBeInViewport({ ratio: 1 })
    const tops = async (act: () => Promise<unknown>) => {
      await still(box('update'))
      await record(page, 'webhook')
      await act()
      await still(box('update'))
      return recorded(page)
    }
    const add = await tops(() => addStep(page, 'email', 'delay'))
    const places = [...new Set(add.map(({ top }) => top))]
    expect(places.length).toBeGreaterThan(3)
    expect(places.toSorted((a, b) => a - b)).toEqual(places)
    for (const { apart } of add) expect(apart).toBeLessThan(3)

    const undone = await tops(() => page.keyboard.press('Control+z'))
    expect(new Set(undone.map(({ top }) => top)).size).toBeGreaterThan(3)
    expect(undone.at(-1)!.top).toBeCloseTo(add[0]!.top, 1)

    const from = await middle(box('condition'))
    const dragged = await tops(async () => {
      await pull(from, { x: from.x + 60, y: from.y + 90 })
      await page.mouse.up()
    })
    for (const { apart } of dragged) expect(apart).toBeLessThan(3)
    await expect.poll(async () => Object.keys((await graph()).layout)).toEqual(['condition'])
    const tidy = await tops(() => page.getByRole('button', { name: 'Tidy up' }).click())
    expect(new Set(tidy.map(({ top }) => top)).size).toBeGreaterThan(3)

    await page.emulateMedia({ reducedMotion: 'reduce' })
    const jump = await tops(() => addStep(page, 'email', 'delay'))
    expect(new Set(jump.map(({ top }) => Math.round(top))).size).toBe(2)
    await page.emulateMedia({ reducedMotion: null })
  })
})

interface Frame {
  /** The top of a card, and how far from it the nearest line ends, in the canvas's own px. */
  top: number
  apart: number
}

/** Lets animations see frames of 16 ms each, however long a busy machine takes over one. */
async function evenFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const real = window.requestAnimationFrame.bind(window)
    let [last, time] = [0, 0]
    window.requestAnimationFrame = (callback) =>
      real((stamp) => {
        if (stamp !== last) [last, time] = [stamp, time + 16]
        callback(time)
      })
  })
}

/** Notes in each frame where a card stands and where its line ends. */
async function record(page: Page, node: string): Promise<void> {
  await page.evaluate((id) => {
    const frames: Frame[] = []
    Object.assign(window, { glideFrames: frames, gliding: true })
    const look = () => {
      const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)!
      const top = new DOMMatrix(getComputedStyle(card).transform).f
      const left = new DOMMatrix(getComputedStyle(card).transform).e + card.offsetWidth / 2
      const ends = [...document.querySelectorAll<SVGPathElement>('.react-flow__edge-path')]
        .map((path) => path.getPointAtLength(path.getTotalLength()))
        .filter(({ x }) => Math.abs(x - left) < 3)
        .map(({ y }) => Math.abs(y - top))
      frames.push({ top, apart: Math.min(...ends) })
      if ((window as unknown as { gliding: boolean }).gliding) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, node)
}

async function recorded(page: Page): Promise<Frame[]> {
  return page.evaluate(() => {
    const seen = window as unknown as { gliding: boolean; glideFrames: Frame[] }
    seen.gliding = false
    return seen.glideFrames
  })
}
