import { expect, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { openShop } from './support/open-shop.ts'
import { addStep } from './support/studio.ts'
import { SIX_PEOPLE, THREE_WAYS } from './support/three-ways.ts'

const HOUR = 3_600_000
interface Run {
  profile: { email: string }
  node: string
  versionNumber: number
  status: string
  reason: string | null
  startedAt: string
  wakeAt: string | null
}

test.describe('publishing while people are inside', () => {
  let app: App
  let api: Api
  let page: Page

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page } = await openShop(browser))
  })
  test.afterAll(() => app?.stop())

  test('at three steps each choice does what it says: keep, by the new time, move, let them leave', async () => {
    const { id } = await api.post<{ id: string }>('/flows', { graph: THREE_WAYS })
    await api.post(`/flows/${id}/publish`, {})
    await api.post('/events', { events: SIX_PEOPLE })
    const runs = async () => (await api.get<{ items: Run[] }>(`/flows/${id}/runs`)).items
    /** `kisi0: short of 1, 10 h`, `kisi3: exited edited` */
    const places = async () =>
      (await runs())
        .map(({ profile, node, versionNumber, status, reason, startedAt, wakeAt }) => {
          const who = profile.email.split('@')[0]
          if (status !== 'waiting') return `${who}: ${status} ${reason}`
          const hours = Math.round((Date.parse(wakeAt!) - Date.parse(startedAt)) / HOUR)
          return `${who}: ${node} of ${versionNumber}, ${hours} h`
        })
        .sort()
    await expect
      .poll(places)
      .toEqual([
        'kisi0: short of 1, 10 h',
        'kisi1: middle of 1, 20 h',
        'kisi2: middle of 1, 20 h',
        'kisi3: long of 1, 30 h',
        'kisi4: long of 1, 30 h',
        'kisi5: long of 1, 30 h',
      ])

    await page.goto(`/flows/${id}`)
    const box = (node: string) => page.locator(`.react-flow__node[data-id="${node}"]`)
    const panel = page.getByTestId('inspector')
    await test.step('the first keeps its people, the second goes by its new time, the third is gone', async () => {
      await box('short').click()
      await panel.getByRole('textbox', { name: 'Wait' }).fill('11')
      await box('middle').click()
      await panel.getByRole('textbox', { name: 'Wait' }).fill('25')
      await box('long').click()
      await page.getByTestId('inspector').getByRole('button', { name: 'Delete' }).click()
      const after = await addStep(page, 'ways-otherwise', 'delay')
      await panel.getByRole('textbox', { name: 'Wait' }).fill('7')
      await page.getByTestId('publish').click()

      const dialog = page.getByTestId('people-dialog')
      const row = (title: string) =>
        dialog.getByRole('list', { name: 'People inside' }).getByRole('listitem').filter({ hasText: title })
      await expect(dialog.getByRole('heading', { name: '6 people are inside this flow' })).toBeVisible()
      await expect(row('Wait 11 hours')).toContainText('1 person waits here')
      await expect(row('Wait 25 hours')).toContainText('2 people wait here')
      await expect(row('no longer in the flow')).toContainText('3 people wait here')
      await expect(dialog.getByTestId('people-confirm')).toBeDisabled()

      await expect(row('Wait 11 hours').getByRole('combobox')).toContainText('Keep as they are')
      await row('Wait 25 hours').getByRole('combobox').click()
      await page.getByRole('option', { name: /^By the new time/ }).click()
      await row('no longer in the flow').getByRole('combobox').click()
      await page.getByRole('option', { name: /^Move to a step/ }).click()
      await expect(dialog.getByTestId('people-confirm')).toBeDisabled()
      await row('no longer in the flow')
        .getByRole('combobox', { name: /^Where people at/ })
        .click()
      await page.getByRole('option', { name: /Wait 7 hours/ }).click()
      await dialog.getByRole('textbox', { name: 'Note' }).fill('Üçüncü yol kısaldı')
      await dialog.getByTestId('people-confirm').click()
      await expect(dialog).toHaveCount(0)
      await expect
        .poll(places)
        .toEqual([
          'kisi0: short of 1, 10 h',
          'kisi1: middle of 2, 25 h',
          'kisi2: middle of 2, 25 h',
          `kisi3: ${after} of 2, 7 h`,
          `kisi4: ${after} of 2, 7 h`,
          `kisi5: ${after} of 2, 7 h`,
        ])
    })

    await test.step('then the first is taken away, and its people leave', async () => {
      await box('short').click()
      await panel.getByRole('button', { name: 'Delete' }).click()
      await page.getByTestId('publish').click()
      const dialog = page.getByTestId('people-dialog')
      const gone = dialog.getByRole('listitem').filter({ hasText: 'no longer in the flow' })
      await expect(gone).toContainText('1 person waits here')
      await gone.getByRole('combobox').click()
      await page.getByRole('option', { name: /^Let them leave/ }).click()
      await dialog.getByTestId('people-confirm').click()
      await expect(dialog).toHaveCount(0)
      await expect.poll(async () => (await places())[0]).toBe('kisi0: exited edited')
      expect((await places()).filter((place) => place.includes(' of 2, '))).toHaveLength(5)
    })

    await page.goto(`/flows/${id}/report`)
    const versions = page.getByTestId('flow-versions').getByRole('listitem')
    await expect(versions).toHaveCount(3)
    await expect(versions.nth(1)).toContainText('Üçüncü yol kısaldı')
    await expect(versions.nth(1)).toContainText('Ayşe Yılmaz')

    await test.step('the first version takes over again, and each waiting step is asked for', async () => {
      await page.getByRole('button', { name: 'Go back to version 1' }).click()
      const dialog = page.getByTestId('people-dialog')
      await expect(dialog.getByRole('heading', { name: 'Go back to version 1?' })).toBeVisible()
      const row = (title: string) =>
        dialog.getByRole('list', { name: 'People inside' }).getByRole('listitem').filter({ hasText: title })
      await expect(row('not in version 1')).toContainText('3 people wait here')
      await expect(dialog.getByTestId('people-confirm')).toBeDisabled()
      await row('2 people wait here').getByRole('combobox').click()
      await page.getByRole('option', { name: /^By the new time/ }).click()
      await row('not in version 1').getByRole('combobox').click()
      await page.getByRole('option', { name: /^Move to a step/ }).click()
      await row('not in version 1')
        .getByRole('combobox', { name: /^Where people at/ })
        .click()
      await page.getByRole('option', { name: /Wait 30 hours/ }).click()
      await dialog.getByTestId('people-confirm').click()
      await expect(page.getByText('Version 1 is live again')).toBeVisible()
      await expect(versions).toHaveCount(4)
      await expect(versions.nth(0)).toContainText('Live')
      await expect
        .poll(places)
        .toEqual([
          'kisi0: exited edited',
          'kisi1: middle of 4, 20 h',
          'kisi2: middle of 4, 20 h',
          'kisi3: long of 4, 30 h',
          'kisi4: long of 4, 30 h',
          'kisi5: long of 4, 30 h',
        ])
      const now = await api.get<{ graph: { nodes: { id: string }[] } }>(`/flows/${id}`)
      expect(now.graph.nodes.map((node) => node.id).sort()).toEqual(['long', 'middle', 'short', 'ways'])
    })
  })
})
