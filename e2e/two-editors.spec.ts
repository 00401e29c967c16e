import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { openShop } from './support/open-shop.ts'
import { EVERY_KIND } from './support/screens-data.ts'
import { addStep } from './support/studio.ts'

interface Graph {
  name: string
  nodes: { id: string; kind: string; config: Record<string, unknown> }[]
  edges: { from: string; branch?: string; to: string }[]
}

test.describe('two people in one flow', () => {
  let app: App
  let api: Api
  let ayse: Page
  let mert: Page

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page: ayse } = await openShop(browser))
    mert = await colleague(browser)
  })
  test.afterAll(() => app?.stop())

  /** Somebody whom the owner invited. */
  async function colleague(browser: Browser): Promise<Page> {
    const invited = await ayse.context().request.post('/api/v1/team/invitations', {
      data: { email: 'mert@kumru.example', role: 'marketer' },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    const { id } = (await invited.json()) as { id: string }
    const page = await (await browser.newContext({ baseURL: app.url, locale: 'en-GB' })).newPage()
    await page.goto(`/invite/${id}`)
    await page.getByLabel('Your name').fill('Mert Demir')
    await page.getByRole('textbox', { name: 'Password' }).fill('iki dal dört kuş')
    await page.getByRole('button', { name: /Join/ }).click()
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Flows' })).toBeVisible()
    return page
  }

  const make = async (graph: object = EVERY_KIND) => (await api.post<{ id: string }>('/flows', { graph })).id
  const graphOf = async (id: string) => (await api.get<{ graph: Graph }>(`/flows/${id}`)).graph
  const open = async (id: string, ...pages: Page[]) => {
    for (const page of pages) {
      await page.goto(`/flows/${id}`)
      await page.getByTestId('node-trigger').waitFor()
    }
  }
  const saved = (page: Page) =>
    expect(page.getByTestId('save-status').first()).toHaveAttribute('data-state', 'saved')
  /** Something that requests wait for. */
  const held = () => {
    let release: () => void = () => undefined
    const until = new Promise<void>((done) => {
      release = done
    })
    return { until, release: () => release() }
  }
  const rename = async (page: Page, name: string) => {
    await page.getByRole('button', { name: /^Rename/ }).click()
    await page.getByRole('textbox', { name: 'Name of the flow' }).fill(name)
    await page.keyboard.press('Enter')
  }

  test('they see each other, and which step the other has open', async () => {
    const id = await make()
    await open(id, ayse, mert)
    await expect(
      ayse
        .getByTestId('visitors')
        .filter({ visible: true })
        .getByRole('img', { name: /Mert Demir/ }),
    ).toBeVisible()
    await expect(
      mert
        .getByTestId('visitors')
        .filter({ visible: true })
        .getByRole('img', { name: /Ayşe Yılmaz/ }),
    ).toBeVisible()
    await mert.locator('.react-flow__node[data-id="delay"]').click()
    await expect(ayse.getByTestId('node-delay').getByText('Mert Demir here')).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await ayse.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page: ayse }).analyze()
      expect(violations.map((one) => one.id)).toEqual([])
    }
    await ayse.emulateMedia({ colorScheme: 'light' })
    await ayse.setViewportSize({ width: 390, height: 844 })
    await expect(ayse.getByTestId('visitors').filter({ visible: true }).getByRole('img')).toBeInViewport()
    expect((await ayse.locator('h1').boundingBox())!.width).toBeGreaterThan(50)
    await ayse.setViewportSize({ width: 1440, height: 900 })
    await mert.goto('/flows')
    await expect(ayse.getByTestId('visitors')).toHaveCount(0)
  })

  test('what one does appears at the other, and undo takes back one’s own only', async () => {
    const id = await make()
    await open(id, ayse, mert)
    const before = (await graphOf(id)).nodes.length
    await rename(ayse, 'Ayşe’nin adı')
    await saved(ayse)
    await expect(mert.getByRole('heading', { name: /Ayşe’nin adı/ })).toBeVisible()
    await expect(mert.getByText('Ayşe Yılmaz changed this flow.')).toBeVisible()
    await addStep(mert, 'delay', 'notify')
    await saved(mert)
    await expect(ayse.locator('.react-flow__node-step')).toHaveCount(before + 1)
    await ayse.locator('.react-flow__pane').click({ position: { x: 600, y: 30 } })
    await ayse.keyboard.press('Control+z')
    await expect(ayse.getByRole('heading', { name: /Ayşe’nin adı/ })).toHaveCount(0)
    await expect.poll(async () => (await graphOf(id)).name).toBe(EVERY_KIND.name)
    expect((await graphOf(id)).nodes).toHaveLength(before + 1)
  })

  test('both put a step into the same line at the same moment: both are in it', async () => {
    const id = await make()
    await open(id, ayse, mert)
    const before = (await graphOf(id)).nodes.length
    // neither has heard of the other when they save
    await mert.route('**/visits', (route) => route.abort())
    await ayse.route('**/visits', (route) => route.abort())
    const saves = held()
    await mert.route(`**/api/v1/flows/${id}`, async (route) => {
      if (route.request().method() === 'PUT') await saves.until
      await route.continue()
    })
    await addStep(mert, 'delay', 'sms')
    await addStep(ayse, 'delay', 'notify')
    await saved(ayse)
    saves.release()
    await expect(mert.getByText('Your work and theirs are both kept.', { exact: false })).toBeVisible()
    await saved(mert)
    const { nodes, edges } = await graphOf(id)
    expect(nodes).toHaveLength(before + 2)
    const kind = new Map(nodes.map((node) => [node.id, node.kind]))
    const next = (from: string) => edges.find((edge) => edge.from === from)!.to
    const first = next('delay')
    const second = next(first)
    expect([kind.get(first), kind.get(second)].sort()).toEqual(['notify', 'sms'])
    const after = EVERY_KIND.edges.find((edge) => edge.from === 'delay')!.to
    expect(next(second)).toBe(after)
    await Promise.all([mert, ayse].map((page) => page.unrouteAll({ behavior: 'wait' })))
    await expect(ayse.locator('.react-flow__node-step')).toHaveCount(before + 2)
  })

  test('both change the same words: nothing is saved until one chooses, and nothing else is lost', async () => {
    const id = await make()
    await open(id, ayse, mert)
    await mert.route('**/visits', (route) => route.abort())
    const saves = held()
    await mert.route(`**/api/v1/flows/${id}`, async (route) => {
      if (route.request().method() === 'PUT') await saves.until
      await route.continue()
    })
    await rename(mert, 'Mert’in adı')
    await addStep(mert, 'delay', 'sms')
    await rename(ayse, 'Ayşe’nin adı')
    await saved(ayse)
    saves.release()
    await expect(mert.getByText('Ayşe Yılmaz changed the same things as you.')).toBeVisible()
    expect((await graphOf(id)).name).toBe('Ayşe’nin adı')
    await mert.getByTestId('merge-choose').click()
    const dialog = mert.getByTestId('merge-dialog')
    await expect(dialog.getByRole('heading', { name: 'Name of the flow' })).toBeVisible()
    await expect(dialog.getByRole('radio')).toHaveCount(2)
    for (const colorScheme of ['light', 'dark'] as const) {
      await mert.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page: mert }).include('[role=dialog]').analyze()
      expect(violations.map((one) => one.id)).toEqual([])
    }
    await mert.emulateMedia({ colorScheme: 'light' })
    await dialog.getByRole('radio', { name: /Ayşe Yılmaz/ }).click()
    await mert.getByTestId('merge-apply').click()
    await saved(mert)
    await mert.unrouteAll({ behavior: 'wait' })
    const graph = await graphOf(id)
    expect(graph.name).toBe('Ayşe’nin adı')
    expect(graph.nodes.filter(({ kind }) => kind === 'sms')).toHaveLength(
      EVERY_KIND.nodes.filter(({ kind }) => kind === 'sms').length + 1,
    )
  })
})
