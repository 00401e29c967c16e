import { expect, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { faultsOf, settled } from './support/looks.ts'
import { openShop } from './support/open-shop.ts'
import { REMINDER } from './support/screens-data.ts'
import { inspector } from './support/studio.ts'

const OWN = {
  quietHours: { from: '20:30', to: '10:00' },
  smartSending: { email: 72, sms: 24, push: 24, whatsapp: 24 },
  attribution: { clickDays: 10, openDays: 0 },
  utm: { source: 'bulten', medium: '{{ message.channel }}', campaign: '{{ flow.name }}', term: 'sepet' },
}

test.describe('a flow has rules of its own', () => {
  let app: App
  let api: Api
  let page: Page

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page } = await openShop(browser))
  })
  test.afterAll(() => app?.stop())

  const settingsOf = async (id: string) =>
    (await api.get<{ graph: { settings: Partial<typeof OWN> } }>(`/flows/${id}`)).graph.settings
  const openSettings = () => page.getByTestId('flow-settings').filter({ visible: true }).click()
  const saved = () =>
    expect(page.getByTestId('save-status').filter({ visible: true })).toHaveAttribute('data-state', 'saved')

  test('quiet hours, smart sending, attribution and UTM are set by mouse, said in words, kept and published', async () => {
    const { id } = await api.post<{ id: string }>('/flows', { graph: REMINDER })
    await page.goto(`/flows/${id}`)
    await openSettings()
    const panel = inspector(page)
    const sentence = panel.getByTestId('settings-sentence')
    await expect(sentence).toContainText('An order counts for 5 days after a click and 5 days after an open.')

    await panel.getByRole('combobox', { name: 'Quiet hours' }).click()
    await page.getByRole('option', { name: 'Its own hours' }).click()
    await panel.getByLabel('From').fill('10:00')
    await panel.getByLabel('To', { exact: true }).fill('10:00')
    await expect(panel.getByText('Choose another end')).toBeVisible()
    await expect(page.getByTestId('publish')).toBeDisabled()
    await panel.getByLabel('From').fill('20:30')
    await expect(sentence).toContainText('wait from 20:30 to 10:00')

    await panel.getByRole('switch', { name: 'Its own smart sending' }).click()
    await panel.getByRole('textbox', { name: 'E-mail' }).fill('72')
    await expect(sentence).toContainText('e-mail 72 hours')

    await panel.getByRole('switch', { name: 'Its own attribution window' }).click()
    await panel.getByRole('textbox', { name: 'After a click' }).fill('10')
    await panel.getByRole('textbox', { name: 'After an open' }).fill('0')
    await expect(sentence).toContainText(
      'An order counts for 10 days after a click, and an open earns nothing.',
    )

    await panel.getByRole('switch', { name: 'Add UTM parameters' }).click()
    await panel.getByRole('textbox', { name: 'Source' }).fill('bulten')
    await panel.getByRole('textbox', { name: 'Term' }).fill('sepet')
    await expect(panel.getByTestId('utm-example')).toContainText(
      'https://shop.example/?utm_source=bulten&utm_medium=email&utm_campaign=',
    )
    await panel.getByRole('textbox', { name: 'Content' }).fill('{{ flow.name')
    await expect(page.getByTestId('publish')).toBeDisabled()
    await panel.getByRole('textbox', { name: 'Content' }).fill('')
    await saved()
    expect(await settingsOf(id)).toMatchObject(OWN)

    await page.reload()
    await openSettings()
    await expect(panel.getByRole('combobox', { name: 'Quiet hours' })).toContainText('Its own hours')
    await expect(panel.getByRole('textbox', { name: 'E-mail' })).toHaveValue('72')
    await expect(panel.getByRole('textbox', { name: 'After a click' })).toHaveValue('10')
    await expect(panel.getByRole('textbox', { name: 'Term' })).toHaveValue('sepet')
    await page.getByTestId('publish').click()
    await expect(page.getByTestId('flow-status')).toHaveText('Live')

    await panel.getByRole('switch', { name: 'Add UTM parameters' }).click()
    await panel.getByRole('combobox', { name: 'Quiet hours' }).click()
    await page.getByRole('option', { name: /^As in the whole shop/ }).click()
    await saved()
    const left = await settingsOf(id)
    expect('utm' in left || 'quietHours' in left).toBe(false)
    await page.getByTestId('publish').click()
    const lines = page.getByTestId('flow-changes').getByRole('listitem')
    await expect(lines.filter({ hasText: 'Setting: quiet hours' })).toHaveCount(1)
    await expect(lines.filter({ hasText: 'Setting: UTM parameters' })).toHaveCount(1)
  })

  test('the form looks right in both languages and themes, on a desk and on a phone', async () => {
    const graph = { ...REMINDER, settings: { ...REMINDER.settings, ...OWN } }
    const { id } = await api.post<{ id: string }>('/flows', { graph })
    const faults: string[] = []
    for (const locale of ['en', 'tr']) {
      await page.context().addCookies([{ name: 'akis_locale', value: locale, url: app.url }])
      for (const [size, width] of [
        ['desktop', 1440],
        ['phone', 390],
      ] as const) {
        await page.setViewportSize({ width, height: size === 'phone' ? 844 : 900 })
        await page.goto(`/flows/${id}`)
        await openSettings()
        for (const [part, at] of [
          ['top', 0],
          ['middle', 1_000],
          ['end', 9_999],
        ] as const) {
          await inspector(page)
            .locator('.overflow-y-auto')
            .last()
            .evaluate((box, top) => box.scrollTo(0, top), at)
          await settled(page)
          faults.push(
            ...(await faultsOf(
              page,
              `flow-settings-${part}-${size}-${locale}`,
              part === 'end' ? 'en' : 'none',
            )),
          )
        }
      }
    }
    await page.context().addCookies([{ name: 'akis_locale', value: 'en', url: app.url }])
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(faults).toEqual([])
  })
})
