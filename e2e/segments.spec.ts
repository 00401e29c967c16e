import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { faultsOf, settled } from './support/looks.ts'
import { openShop } from './support/open-shop.ts'
import { choose } from './support/studio.ts'

const DAY = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()
const order = (who: object, days: number, value = '250.00') => ({
  event: 'Placed Order',
  time: ago(days),
  profile: who,
  value,
  currency: 'TRY',
  properties: { items: [{ name: 'Kazak', category: 'Giyim', quantity: 1, price: value }] },
})

const ISIL = { email: 'isil@example.com', first_name: 'Işıl', last_name: 'Güneş', phone: '+905321112233' }
const AYSE = { email: 'ayse@example.com', first_name: 'Ayşe', last_name: 'Şahin', external_id: 'c-42' }

test.describe('people and segments', () => {
  let app: App
  let api: Api
  let page: Page

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page } = await openShop(browser))
    await api.post('/events', { events: [order(ISIL, 200), order(ISIL, 120), order(AYSE, 3)] })
    await expect.poll(async () => (await api.get<{ items: unknown[] }>('/profiles')).items.length).toBe(2)
  })
  test.afterAll(() => app?.stop())

  test('somebody is found by any part of their name, whatever the letters, and stands on one page', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'People' }).click()
    const search = page.getByRole('searchbox', { name: 'Search people' })
    const rows = page.getByRole('row')
    await expect(rows).toHaveCount(3)
    for (const [typed, found] of [
      ['ISIL', 'Işıl Güneş'],
      ['güneş', 'Işıl Güneş'],
      ['ŞAHİN', 'Ayşe Şahin'],
      ['c-42', 'Ayşe Şahin'],
      ['2111', 'Işıl Güneş'],
    ] as const) {
      await search.fill(typed)
      await expect(rows).toHaveCount(2)
      await expect(rows.nth(1)).toContainText(found)
    }
    await search.fill('nobody at all')
    await expect(page.getByText('Nobody is called that.')).toBeVisible()
    await search.fill('ışıl gün')
    await page.getByRole('link', { name: 'Işıl Güneş' }).click()
    await expect(page.getByRole('heading', { name: 'Işıl Güneş' })).toBeVisible()
    const traits = page.getByTestId('person-traits')
    await expect(traits).toContainText('500.00')
    await expect(traits).toContainText('At risk')
    await expect(traits).toContainText('Giyim')
    await expect(page.getByTestId('person-timeline').getByText('Placed Order')).toHaveCount(2)
  })

  test('“bought twice, nothing in 90 days, opened in the last 30” is built by mouse, with a live count', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Segments' }).click()
    await page.getByRole('link', { name: 'New segment' }).click()
    await page.getByLabel('Name').fill('Sessiz sadıklar')
    const add = async (kind: string) => {
      await page.getByRole('button', { name: 'Add condition' }).last().click()
      await page.getByRole('menuitem', { name: kind }).click()
    }
    const leaf = (n: number) => page.locator('[data-testid^="condition-"]').nth(n)
    const count = page.getByTestId('segment-count')

    await add('Something they did or did not do')
    await choose(page, leaf(0).getByRole('combobox', { name: 'Event' }), 'Placed Order')
    await leaf(0).getByRole('textbox', { name: 'How many times' }).fill('2')
    await expect(count).toHaveText('1')

    await add('Something they did or did not do')
    await choose(page, leaf(1).getByRole('combobox', { name: 'Event' }), 'Placed Order')
    await leaf(1).getByRole('combobox', { name: 'How many times' }).click()
    await page.getByRole('option', { name: 'exactly' }).click()
    await leaf(1).getByRole('textbox', { name: 'How many times' }).fill('0')
    await leaf(1).getByRole('combobox', { name: 'When' }).click()
    await page.getByRole('option', { name: 'in the last', exact: true }).click()
    await leaf(1).getByRole('textbox', { name: 'Amount' }).fill('90')
    await expect(count).toHaveText('1')
    await expect(page.getByTestId('segment-preview')).toContainText('Işıl Güneş')

    await add('Messages they received, opened or clicked')
    await expect(count).toHaveText('0')
    await expect(page.getByText(/opened a message in the last 30 days/)).toBeVisible()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: 'Sessiz sadıklar' })).toBeVisible()
    const { items } = await api.get<{ items: { name: string; definition: unknown }[] }>('/segments')
    expect(items.map(({ name, definition }) => [name, definition])).toEqual([
      [
        'Sessiz sadıklar',
        {
          all: [
            { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 2 } },
            {
              kind: 'event',
              event: 'Placed Order',
              count: { op: 'eq', value: 0 },
              within: { last: { amount: 90, unit: 'days' } },
            },
            {
              kind: 'engagement',
              did: 'opened',
              within: { last: { amount: 30, unit: 'days' } },
              count: { op: 'gte', value: 1 },
            },
          ],
        },
      ],
    ])
  })

  test('somebody enters a segment before one’s eyes when an event arrives', async () => {
    await page.goto('/segments')
    await page.getByRole('button', { name: 'Ready-made' }).click()
    await page.getByRole('menuitem', { name: 'Repeat buyers' }).click()
    await expect(page.getByTestId('segment-count')).toHaveText('1')
    await page.getByRole('button', { name: 'Save' }).click()
    const members = page.getByTestId('segment-members')
    await expect(members.getByRole('listitem')).toHaveCount(1)
    await expect(members).toContainText('Işıl Güneş')
    await api.post('/events', { events: [order(AYSE, 0)] })
    await expect(members.getByRole('listitem')).toHaveCount(2)
    await expect(members.getByRole('listitem').first()).toContainText('Ayşe Şahin')
    const file = page.waitForEvent('download')
    await members.getByRole('link', { name: 'Download as CSV' }).click()
    const lines = readFileSync(await (await file).path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toContain('id,external_id,email,phone,first_name,last_name,since')
    expect(lines.join()).toContain('isil@example.com')
    await members.getByRole('link', { name: 'Ayşe Şahin' }).click()
    await expect(page.getByTestId('person-places').getByRole('link', { name: 'Repeat buyers' })).toBeVisible()
    const exported = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export' }).click()
    const everything = JSON.parse(readFileSync(await (await exported).path(), 'utf8'))
    expect(everything.profile).toMatchObject({ email: 'ayse@example.com', first_name: 'Ayşe' })
    expect(everything.events.map(({ name }: { name: string }) => name)).toEqual([
      'Placed Order',
      'Placed Order',
    ])
    expect(everything.segments).toMatchObject([{ name: 'Repeat buyers' }])
  })

  test('a snapshot keeps who was inside, whatever comes later', async () => {
    await page.goto('/segments')
    await page.getByRole('link', { name: 'Repeat buyers' }).click()
    await page.getByTestId('segment-members').getByRole('button', { name: 'Keep as a snapshot' }).click()
    await expect(page.getByText('A snapshot keeps whom it took in; only its name can change.')).toBeVisible()
    await expect(page.getByTestId('segment-members').getByRole('listitem')).toHaveCount(2)
    const computing = async () => {
      const { items } = await api.get<{ items: { computing: boolean }[] }>('/segments')
      return items.some((one) => one.computing)
    }
    await expect.poll(computing).toBe(false)
    const third = { email: 'ucuncu@example.com', first_name: 'Üçüncü' }
    await api.post('/events', { events: [order(third, 1), order(third, 0)] })
    const sizes = async () => {
      const { items } = await api.get<{ items: { kind: string; name: string; members: number }[] }>(
        '/segments',
      )
      return items.filter(({ name }) => name.startsWith('Repeat')).map(({ kind, members }) => [kind, members])
    }
    await expect.poll(sizes).toEqual([
      ['live', 3],
      ['static', 2],
    ])
    const [gone] = (await api.get<{ items: { id: string }[] }>('/profiles?email=ucuncu@example.com')).items
    await api.call('DELETE', `/profiles/${gone!.id}`)
    await expect.poll(sizes).toEqual([
      ['live', 2],
      ['static', 2],
    ])
  })

  test('the screens look right in both languages and themes, on a desk and on a phone', async () => {
    const { items } = await api.get<{ items: { id: string; name: string }[] }>('/segments')
    const segment = items.find(({ name }) => name === 'Repeat buyers')!.id
    const [person] = (await api.get<{ items: { id: string }[] }>('/profiles?email=isil@example.com')).items
    const screens = {
      people: '/people',
      person: `/people/${person!.id}`,
      segments: '/segments',
      segment: `/segments/${segment}`,
      'segment-new': '/segments/new?from=cart_left',
    }
    const faults: string[] = []
    for (const [locale, size, width] of [
      ['en', 'desktop', 1440],
      ['tr', 'phone', 390],
    ] as const) {
      await page.context().addCookies([{ name: 'akis_locale', value: locale, url: app.url }])
      await page.setViewportSize({ width, height: 900 })
      for (const [name, path] of Object.entries(screens)) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await expect(page.locator('[aria-busy]')).toHaveCount(0)
        await settled(page)
        faults.push(...(await faultsOf(page, `${name}-${size}-${locale}`, locale)))
      }
    }
    await page.context().addCookies([{ name: 'akis_locale', value: 'en', url: app.url }])
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(faults).toEqual([])
  })

  test('somebody is erased, and found nowhere any more', async () => {
    await page.goto('/people?q=şahin')
    await page.getByRole('link', { name: 'Ayşe Şahin' }).click()
    await page.getByRole('button', { name: 'Erase' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Erase for good' }).click()
    await expect(page).toHaveURL(/\/people$/)
    await expect(page.getByRole('row')).toHaveCount(2)
    await expect(page.getByText('Ayşe Şahin')).toHaveCount(0)
    const { items } = await api.get<{ items: { name: string; members: number }[] }>('/segments')
    expect(items.find(({ name }) => name === 'Repeat buyers')?.members).toBe(1)
    const everything = JSON.stringify(
      await Promise.all(['/profiles', '/events/seen', '/segments'].map((path) => api.get(path))),
    )
    for (const trace of ['Şahin', 'ayse@example.com', 'c-42']) expect(everything).not.toContain(trace)
  })
})
