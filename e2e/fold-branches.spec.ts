import { expect, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { faultsOf, settled } from './support/looks.ts'
import { openShop } from './support/open-shop.ts'
import { EVERY_KIND } from './support/screens-data.ts'

/** Both answers come together again at the update. */
const JOINED = { ...EVERY_KIND, edges: [...EVERY_KIND.edges, { from: 'sms', to: 'update' }] }

test.describe('long branches are folded away', () => {
  let app: App
  let api: Api
  let page: Page

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page } = await openShop(browser))
  })
  test.afterAll(() => app?.stop())

  const open = async (graph: object) => {
    const { id } = await api.post<{ id: string }>('/flows', { graph })
    await page.goto(`/flows/${id}`)
    await page.getByTestId('node-trigger').waitFor()
    return id
  }
  const box = (node: string) => page.locator(`.react-flow__node[data-id="${node}"]`)
  const pill = (line: string) => page.locator(`[data-fold="edge:${line}"]`)
  const chip = () => page.locator('[data-testid^="fold:"]')

  test('by mouse: the steps go, a box says how many, and they come back; the flow itself is as it was', async () => {
    const id = await open(EVERY_KIND)
    const { revision } = await api.get<{ revision: number }>(`/flows/${id}`)
    await pill('condition:yes').click()
    for (const gone of ['email', 'webhook', 'update']) await expect(box(gone)).toHaveCount(0)
    await expect(box('sms')).toBeVisible()
    await expect(chip()).toHaveText('3 steps')
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()

    await page.reload()
    await expect(chip()).toHaveText('3 steps')
    await expect(box('email')).toHaveCount(0)
    await chip().getByRole('button').click()
    await expect(box('email')).toBeVisible()
    await expect(chip()).toHaveCount(0)
    await expect(pill('condition:yes')).toBeFocused()
    expect((await api.get<{ revision: number }>(`/flows/${id}`)).revision).toBe(revision)
  })

  test('a step where another branch joins stays in sight', async () => {
    await open(JOINED)
    await pill('condition:yes').click()
    await expect(chip()).toHaveText('2 steps')
    await expect(box('update')).toBeVisible()
    await expect(page.locator('.react-flow__edge[data-id="edge:fold:condition:yes:update"]')).toHaveCount(1)
  })

  test('by keyboard, all at once, and the selection goes with what is hidden', async () => {
    await open(EVERY_KIND)
    await box('webhook').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('inspector')).toContainText('Webhook')
    await pill('wait:timed_out').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('inspector')).toHaveCount(0)
    await expect(chip()).toHaveText('5 steps')
    await expect(pill('wait:timed_out')).toBeFocused()
    await expect(pill('wait:timed_out')).toHaveAttribute('aria-expanded', 'false')
    await page.getByRole('button', { name: 'Expand branches' }).click()
    await expect(box('webhook')).toBeVisible()
    await page.getByRole('button', { name: 'Collapse branches' }).click()
    await expect(page.locator('.react-flow__node-step')).toHaveCount(3)
    await page.keyboard.press('Control+z')
    await expect(page.locator('.react-flow__node-step')).toHaveCount(3)
  })

  test('what is looked for comes into sight: by its words, by its problem, on the path of a test', async () => {
    const sms = EVERY_KIND.nodes.find(({ id }) => id === 'sms')!
    const webhook = { id: 'webhook', kind: 'webhook', config: { url: '' } }
    const id = await open({
      ...EVERY_KIND,
      nodes: [...EVERY_KIND.nodes.filter((node) => node.id !== 'webhook'), webhook],
    })
    const fold = () => pill('wait:timed_out').click()
    await fold()
    await expect(chip().getByRole('button')).toHaveAccessibleName(/1 problem/)
    await page.keyboard.press('Control+f')
    await page.getByPlaceholder('Find a step by its words').fill('bekliyor')
    await page.getByRole('option').first().click()
    await expect(page.locator('.react-flow__node-step:focus')).toBeVisible()
    await expect(box(sms.id)).toBeVisible()

    await fold()
    await page.getByTestId('problems-button').click()
    await page
      .getByTestId('inspector')
      .getByRole('button')
      .filter({ hasText: /address|URL/i })
      .first()
      .click()
    await expect(box('webhook')).toBeVisible()

    await fold()
    await page.goto(`/flows/${id}/test`)
    await page.getByTestId('test-steps').waitFor()
    await expect(chip()).toHaveClass(/akis-(lit|dimmed)/)
  })

  test('looks right in both themes, on a desk and on a phone', async () => {
    await open(JOINED)
    await pill('wait:timed_out').click()
    await settled(page)
    const faults = await faultsOf(page, 'canvas-folded-desktop', 'en')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.reload()
    await chip().waitFor()
    await settled(page)
    faults.push(...(await faultsOf(page, 'canvas-folded-phone', 'en')))
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(faults).toEqual([])
  })
})
