import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { faultsOf, settled } from './support/looks.ts'
import { openShop } from './support/open-shop.ts'
import { SIX_PEOPLE, THREE_WAYS } from './support/three-ways.ts'

/** The second way is gone, the third waits for longer, and the first goes on. */
const CHANGED = {
  ...THREE_WAYS,
  nodes: [
    ...THREE_WAYS.nodes.slice(0, 2),
    { id: 'long', kind: 'delay', config: { for: { amount: 40, unit: 'hours' } } },
    { id: 'after', kind: 'notify', config: { to: 'team', text: 'Bekledi' } },
  ],
  edges: [...THREE_WAYS.edges.filter(({ to }) => to !== 'middle'), { from: 'short', to: 'after' }],
}

test.describe('figures on the canvas, and versions beside each other', () => {
  let app: App
  let api: Api
  let page: Page
  let id: string

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page } = await openShop(browser))
    id = (await api.post<{ id: string }>('/flows', { graph: THREE_WAYS })).id
    await api.post(`/flows/${id}/publish`, {})
    await api.post('/events', { events: SIX_PEOPLE })
    const entered = async () => (await api.get<{ entered: number }>(`/flows/${id}/report`)).entered
    await expect.poll(entered).toBe(6)
    const { revision } = await api.get<{ revision: number }>(`/flows/${id}`)
    await api.call('PUT', `/flows/${id}`, { graph: CHANGED, revision })
    await api.post(`/flows/${id}/publish`, {
      people: { middle: { do: 'exit' } },
      note: 'İkinci yol kalktı',
    })
  })
  test.afterAll(() => app?.stop())

  const figure = (name: string) => page.locator(`[data-figure="${name}"]`)
  const people = () => page.getByTestId('people-behind')

  test('a figure of a step and of a line opens its people, who are as many; the list is a file too', async () => {
    await page.goto(`/flows/${id}`)
    await page.getByTestId('toggle-report').click()
    await expect(page).toHaveURL(/figures=1/)
    await expect(figure('entered-trigger')).toHaveText('6')
    await figure('entered-long').click()
    await expect(people().getByRole('heading', { name: 'Who entered “Wait 40 hours”' })).toBeVisible()
    await expect(people().getByRole('listitem')).toHaveCount(3)
    await expect(people()).toContainText('kisi5@example.com')

    await figure('left-ways-first').click()
    await expect(people().getByRole('listitem')).toHaveCount(1)
    await expect(people()).toContainText('kisi0@example.com')

    await figure('entered-trigger').focus()
    await page.keyboard.press('Enter')
    await expect(people().getByRole('listitem')).toHaveCount(6)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      people().getByRole('link', { name: 'CSV' }).click(),
    ])
    expect(
      readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(1 + 6)

    await people()
      .getByRole('listitem')
      .filter({ hasText: 'kisi0@' })
      .getByRole('link', { name: /^Why\?/ })
      .click()
    await expect(page.getByTestId('why-panel').getByTestId('test-steps')).toContainText('Enters by Searched')
    await expect(page).toHaveURL(/person=.*run=/)
  })

  test('days and version are in the address, and an older version is shown as it was', async () => {
    await page.goto(`/flows/${id}?figures=1`)
    await page.getByRole('combobox', { name: 'Version' }).click()
    await page.getByRole('option', { name: 'Version 1', exact: true }).click()
    await expect(page).toHaveURL(/version=1/)
    await expect(page.getByTestId('node-middle')).toContainText('Wait 20 hours')
    await expect(figure('entered-middle')).toHaveText('2')
    await page.reload()
    await expect(figure('entered-middle')).toHaveText('2')
    await figure('entered-middle').click()
    await expect(people().getByRole('listitem')).toHaveCount(2)

    await page.goto(`/flows/${id}?figures=1&from=2020-01-01&to=2020-01-31`)
    await expect(page.getByTestId('report-bar')).toContainText(/2020/)
    await expect(page.getByTestId('node-trigger')).toContainText('Entered0')
    await page.getByTestId('toggle-report').click()
    await expect(page).not.toHaveURL(/figures|from/)
    await expect(page.getByTestId('report-bar')).toHaveCount(0)
  })

  test('two versions on one canvas: new, changed and gone, in colours and words', async () => {
    await page.goto(`/flows/${id}/report`)
    await page.getByRole('link', { name: 'Compare version 2 with the one before' }).click()
    await expect(page).toHaveURL(/compare=1\.\.2/)
    const mark = (node: string) => page.getByTestId(`node-${node}`)
    await expect(mark('after')).toHaveAttribute('data-change', 'added')
    await expect(mark('middle')).toHaveAttribute('data-change', 'removed')
    await expect(mark('long')).toHaveAttribute('data-change', 'changed')
    await expect(mark('short')).toHaveAttribute('data-change', 'same')
    await expect(mark('middle').getByRole('img', { name: 'Gone' })).toBeVisible()
    const list = page.getByTestId('compare-list')
    await list.getByRole('button', { name: 'Wait 30 hours → Wait 40 hours' }).click()
    await expect(list.getByTestId('compare-fields')).toContainText('for.amount3040')
    await expect(page.locator('.react-flow__node[data-id="long"]')).toHaveClass(/selected/)
    await expect(page.getByTestId('palette')).toHaveCount(0)

    await settled(page)
    const faults = await faultsOf(page, 'flow-compare-desktop', 'en')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.reload()
    await mark('after').waitFor()
    await settled(page)
    faults.push(...(await faultsOf(page, 'flow-compare-phone', 'en')))
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(faults).toEqual([])

    await page.getByRole('combobox', { name: 'Before' }).click()
    await page.getByRole('option', { name: /^Version 2/ }).click()
    await page.getByRole('combobox', { name: 'After' }).click()
    await page.getByRole('option', { name: 'Draft' }).click()
    await expect(list.getByText('Nothing differs that matters to people.')).toBeVisible()
    await page.getByRole('link', { name: 'Back to the canvas' }).click()
    await expect(page.getByTestId('compare')).toHaveCount(0)
  })

  test('the publish dialog leads to its changes on the canvas', async () => {
    await page.goto(`/flows/${id}`)
    await page.locator('.react-flow__node[data-id="long"]').click()
    await page.getByTestId('inspector').getByRole('textbox', { name: 'Wait' }).fill('50')
    await page.getByTestId('publish').click()
    await page.getByTestId('people-dialog').getByRole('link', { name: 'See it on the canvas' }).click()
    await expect(page.getByTestId('people-dialog')).toHaveCount(0)
    await expect(page).toHaveURL(/compare=2\.\.draft/)
    await expect(page.getByTestId('node-long')).toHaveAttribute('data-change', 'changed')
  })

  test('the people look right in both languages and themes, on a desk and on a phone', async () => {
    const faults: string[] = []
    for (const [locale, size, width] of [
      ['en', 'desktop', 1440],
      ['tr', 'phone', 390],
      ['en', 'phone', 390],
      ['tr', 'desktop', 1440],
    ] as const) {
      await page.context().addCookies([{ name: 'akis_locale', value: locale, url: app.url }])
      await page.setViewportSize({ width, height: 860 })
      await page.goto(`/flows/${id}?figures=1`)
      await figure('entered-trigger').click()
      await people().getByRole('listitem').first().waitFor()
      await settled(page)
      faults.push(...(await faultsOf(page, `flow-people-${size}-${locale}`, locale)))
    }
    await page.context().addCookies([{ name: 'akis_locale', value: 'en', url: app.url }])
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(faults).toEqual([])
  })
})
