import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import { type Download, expect, type Locator, type Page, test } from '@playwright/test'
import postgres from 'postgres'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { WCAG } from './support/looks.ts'
import { openShop } from './support/open-shop.ts'
import { databaseUrl } from './support/processes.ts'
import { REMINDER, WAITING } from './support/screens-data.ts'

test.describe.configure({ mode: 'serial' })

let app: App
let api: Api
let page: Page
const ids: Record<string, string> = {}

test.beforeAll(async ({ browser }) => {
  ;({ app, api, page } = await openShop(browser))
  const flow = async (name: string, graph: object = REMINDER) => {
    ids[name] = (await api.post<{ id: string }>('/flows', { graph: { ...graph, name } })).id
  }
  for (const name of ['Zil', 'Çanta', 'Cüzdan']) await flow(name)
  await flow('Irmak', WAITING)
  for (const name of ['Zil', 'Çanta', 'Cüzdan', 'Irmak']) await api.post(`/flows/${ids[name]}/publish`, {})
  await flow('=Taslak')
  for (const [name, tags] of [
    ['Zil', ['Kış', 'VIP']],
    ['Çanta', ['KIŞ']],
  ] as const) {
    await api.call('PUT', `/flows/${ids[name]}/tags`, { tags })
  }
  await fill()
})
test.afterAll(() => app?.stop())

/** Entries and orders of the last days, and somebody who waits in a flow. */
async function fill() {
  const sql = postgres(databaseUrl(app), { max: 1 })
  const [{ workspaceId }] = await sql<[{ workspaceId: string }]>`
    select workspace_id as "workspaceId" from flows limit 1`
  await sql`
    insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, state, started_at)
    select 1, gen_random_uuid(), ${workspaceId}, gen_random_uuid(), ${ids.Çanta!}, gen_random_uuid(), 'completed', '{}',
      now() - day * interval '1 day'
    from generate_series(1, 14) as day`
  await sql`
    insert into conversions (part, workspace_id, event_id, profile_id, message_id, run_id, flow_id, version_id, node,
      channel, touch, amount, currency, at, touched_at)
    select 1, ${workspaceId}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), ${ids.Zil!},
      gen_random_uuid(), 'mail', 'email', 'clicked', 250, currency, now() - interval '2 days', now()
    from unnest(array['TRY', 'EUR']) as currency`
  await sql.end()
  await api.post('/profiles', { email: 'mehmet@example.com' })
  await api.post(`/flows/${ids.Irmak}/enrol`, { profiles: [{ email: 'mehmet@example.com' }] })
}

const open = async (address = '/flows') => {
  await page.goto(address)
  await expect(page.getByTestId('flows-csv')).toBeVisible()
}
const rows = () => page.locator('tbody tr')
const row = (name: string): Locator => rows().filter({ has: page.getByRole('link', { name, exact: true }) })
const names = () => rows().getByRole('link')
const tick = (...all: string[]) =>
  all.reduce<Promise<void>>(
    (before, name) => before.then(() => page.getByRole('checkbox', { name: `Choose ${name}` }).click()),
    Promise.resolve(),
  )
const bar = (button: string) =>
  page.getByTestId('bulk-bar').getByRole('button', { name: button, exact: true })
const toast = (text: string | RegExp) => page.locator('[data-sonner-toast]').filter({ hasText: text })
const undo = (text: string | RegExp, label = 'Undo') =>
  toast(text).getByRole('button', { name: label }).click()
const choose = async (name: string, item: string) => {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}
const tagged = async (name: string) => (await api.get<{ tags: string[] }>(`/flows/${ids[name]}`)).tags
const status = async (name: string) => (await api.get<{ status: string }>(`/flows/${ids[name]}`)).status

test('filters and order are in the address: a reload keeps them, Back takes them away', async () => {
  await open()
  await page.getByRole('button', { name: 'VIP: 1 flow' }).click()
  await expect(page).toHaveURL(/\?tag=VIP$/)
  await expect(names()).toHaveText(['Zil'])
  await page.reload()
  await expect(page.getByRole('button', { name: 'VIP: 1 flow' })).toHaveAttribute('aria-pressed', 'true')
  await expect(names()).toHaveText(['Zil'])
  // both spellings are one tag; a flow has to have all that are chosen
  await page.getByRole('button', { name: /^K.ş: 1 flow$/i }).click()
  await expect(page).toHaveURL(/tag=VIP&tag=/)
  await page.goBack()
  await expect(page).toHaveURL(/\?tag=VIP$/)
  await page.goBack()
  await expect(rows()).toHaveCount(5)

  await page.getByRole('radio', { name: 'Draft' }).click()
  await expect(rows()).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Search flows' }).fill('nothing like it')
  await expect(page.getByText('No flow matches that.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all flows' }).click()
  await expect(rows()).toHaveCount(5)
  await expect(page.getByRole('searchbox', { name: 'Search flows' })).toHaveValue('')

  await page.getByRole('searchbox', { name: 'Search flows' }).fill('canta')
  await expect(page).toHaveURL(/q=canta/)
  await expect(names()).toHaveText(['Çanta'])
})

test('sorts by a column, in the alphabet of the language', async () => {
  await open()
  await page.getByRole('button', { name: 'Revenue' }).click()
  await expect(page).toHaveURL(/\?sort=revenue&dir=desc$/)
  await expect(names().first()).toHaveText('Zil')
  await page.getByRole('button', { name: 'Entered' }).click()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Entered' })).toHaveAttribute('aria-sort', 'descending')
  await expect(names().first()).toHaveText('Çanta')
  await page.context().addCookies([{ name: 'akis_locale', value: 'tr', url: app.url }])
  await open('/flows?sort=name&dir=asc')
  await expect(names()).toHaveText(['=Taslak', 'Cüzdan', 'Çanta', 'Irmak', 'Zil'])
  await page.context().addCookies([{ name: 'akis_locale', value: 'en', url: app.url }])
})

test('says in words what the lines show, and draws each flow', async () => {
  await open()
  const line = (name: string, label: string | RegExp) => row(name).getByRole('img', { name: label })
  await expect(line('Çanta', /^14 entered in the last 30 days, /)).toBeVisible()
  await expect(line('Çanta', 'No revenue in the last 30 days')).toBeVisible()
  await expect(
    line('Zil', '₺250.00 + €250.00 revenue in the last 30 days, all of it in the second half'),
  ).toBeVisible()
  await expect(line('Zil', 'Nobody entered in the last 30 days')).toBeVisible()
  const steps = await row('Zil').locator('svg').first().locator('rect').count()
  expect(steps).toBe(REMINDER.nodes.length + 1)
})

test('pauses several, tells which could not be, and lets them go on again', async () => {
  await open()
  await tick('Zil', 'Çanta', '=Taslak')
  await expect(page.getByTestId('bulk-bar')).toContainText('3 flows chosen')
  await bar('Pause').click()
  await expect(toast('2 of 3 paused')).toContainText('“=Taslak”: it is not live')
  await expect(row('Zil')).toContainText('Paused')
  expect([await status('Zil'), await status('Çanta'), await status('=Taslak')]).toEqual([
    'paused',
    'paused',
    'draft',
  ])
  await undo('2 of 3 paused')
  await expect(toast('Undone.')).toBeVisible()
  await expect(row('Zil')).toContainText('Live')
  expect([await status('Zil'), await status('Çanta')]).toEqual(['live', 'live'])
})

test('asks what about the messages that fell due before one goes on', async () => {
  await choose('Cüzdan', 'Pause')
  await expect(row('Cüzdan')).toContainText('Paused')
  await choose('Cüzdan', 'Resume')
  await page
    .getByTestId('resume-dialog')
    .getByRole('radio', { name: /Skip them/ })
    .click()
  await page.getByTestId('resume-confirm').click()
  await expect(row('Cüzdan')).toContainText('Live')
  await undo('“Cüzdan” goes on.', 'Pause again')
  await expect(row('Cüzdan')).toContainText('Paused')
})

test('puts a tag on several and takes one off, and back', async () => {
  await open()
  await tick('Zil', 'Çanta', 'Irmak')
  await bar('Edit tags').click()
  const dialog = page.getByTestId('tags-dialog')
  await expect(dialog.getByRole('checkbox', { name: 'VIP' })).toHaveAttribute('aria-checked', 'mixed')
  await dialog.getByLabel('Find or add a tag').fill('x'.repeat(41))
  await expect(dialog.getByText('A tag has 40 characters at most.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await dialog.getByLabel('Find or add a tag').fill('  İlk   bahar ')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('checkbox', { name: 'İlk bahar' })).toBeChecked()
  await dialog.getByRole('checkbox', { name: 'VIP' }).click()
  await dialog.getByRole('checkbox', { name: 'VIP' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row('Irmak')).toContainText('İlk bahar')
  expect([await tagged('Zil'), await tagged('Çanta'), await tagged('Irmak')]).toEqual([
    ['Kış', 'İlk bahar'],
    ['KIŞ', 'İlk bahar'],
    ['İlk bahar'],
  ])
  await undo('Tags of 3 flows changed.')
  await expect(row('Irmak')).not.toContainText('İlk bahar')
  expect([await tagged('Zil'), await tagged('Çanta'), await tagged('Irmak')]).toEqual([
    ['Kış', 'VIP'],
    ['KIŞ'],
    [],
  ])
})

test('duplicates from the row with its tags, and takes the copy away again', async () => {
  await open()
  await choose('Zil', 'Duplicate')
  await expect(row('Zil (2)')).toContainText('VIP')
  await expect(page).toHaveURL(/\/flows$/)
  await undo('“Zil (2)” was made, as a draft.')
  await expect(row('Zil (2)')).toHaveCount(0)
  await choose('=Taslak', 'Duplicate')
  await expect(row('=Taslak (2)')).toBeVisible()
  await choose('=Taslak (2)', 'Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(row('=Taslak (2)')).toHaveCount(0)
})

test('gives the list and several flows as files', async () => {
  await open('/flows?sort=name&dir=asc')
  const download = async (button: Locator) => {
    const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
    return file
  }
  const text = (file: Download) => file.path().then((path) => readFileSync(path))
  const table = String(await text(await download(page.getByTestId('flows-csv')))).split('\r\n')
  expect(table).toHaveLength(7)
  expect(table[1]).toContain(",'=Taslak,draft,,")
  expect(table.find((line) => line.includes(',Zil,'))).toContain('"Kış, VIP"')

  await tick('Zil', 'Çanta')
  const file = await download(bar('Export'))
  expect(file.suggestedFilename()).toBe('flows.zip')
  const folder = await mkdtemp(join(tmpdir(), 'akis-flows-'))
  for (const [name, content] of unpacked(await text(file))) await writeFile(join(folder, name), content)
  await app.cli('flows', 'push', folder)
  await rm(folder, { recursive: true })
  await open()
  await expect(rows()).toHaveCount(7)
  expect([await row('Zil').count(), await row('Çanta').count()]).toEqual([2, 2])
  const copies = await api.get<{ items: { id: string; name: string; status: string }[] }>('/flows')
  for (const { id, status: standing, name } of copies.items) {
    if (standing === 'draft' && name !== '=Taslak') await api.call('DELETE', `/flows/${id}`)
  }
})

/** The files of an archive that has them one after another, stored as they are. */
function* unpacked(bytes: Buffer): Generator<[string, Buffer]> {
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)]
    const content = bytes.subarray(at + 30 + name, at + 30 + name + size)
    expect(crc32(content)).toBe(bytes.readUInt32LE(at + 14))
    yield [bytes.subarray(at + 30, at + 30 + name).toString(), content]
    at += 30 + name + size
  }
}

test('says who leaves before it archives, by keyboard too', async () => {
  await open()
  const menu = page.getByRole('button', { name: 'Actions for Irmak' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Archive' }).press('Enter')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('1 person is inside and leaves at once')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(menu).toBeFocused()
  expect(await status('Irmak')).toBe('live')

  await tick('Irmak', 'Cüzdan')
  await bar('Archive').click()
  await expect(dialog).toContainText('Archive 2 flows?')
  await dialog.getByRole('button', { name: 'Archive' }).click()
  await expect(toast('2 flows archived.')).toBeVisible()
  await expect(row('Irmak')).toHaveCount(0)
  expect(await status('Irmak')).toBe('archived')
  await page.getByRole('radio', { name: 'Archived' }).click()
  await expect(rows()).toHaveCount(2)
})

test('has nothing that axe finds, in both themes, chosen or not, and fits a phone', async () => {
  const faults: string[] = []
  const look = async (what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
      faults.push(
        ...violations.map(
          ({ id, nodes }) => `${what}, ${colorScheme}: ${id}: ${nodes[0]?.html.slice(0, 200)}`,
        ),
      )
    }
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.querySelector('main')!
      return Math.max(scrollWidth - clientWidth, document.documentElement.scrollWidth - window.innerWidth)
    })
    if (over > 0) faults.push(`${what}: ${over} px too wide`)
  }
  for (const [width, height] of [
    [1440, 900],
    [900, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await open()
    await look(`${width}`)
    await tick('Zil', 'Çanta')
    await look(`${width} chosen`)
    await bar('Edit tags').click()
    await page.getByTestId('tags-dialog').waitFor()
    await look(`${width} tags`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Actions for Zil' }).click()
    await expect(page.getByRole('menuitem', { name: 'Archive' })).toBeInViewport()
    await look(`${width} menu`)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('combobox', { name: 'Sort by' }).click()
  await page.getByRole('option', { name: 'Flow' }).click()
  await expect(page).toHaveURL(/sort=name&dir=asc/)
  expect(faults).toEqual([])
})
