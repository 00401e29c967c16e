import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { openShop } from './support/open-shop.ts'
import { countRenders, takeRenders } from './support/renders.ts'
import { EVERY_KIND, MORE_KINDS, REMINDER, shopEvents } from './support/screens-data.ts'

interface Graph {
  nodes: { id: string; kind: string; config: Record<string, unknown> }[]
  edges: { from: string; branch?: string; to: string; repeat?: { atMost: number } }[]
}

const NOBODY = { kind: 'property', of: 'profile', path: 'vip', op: 'is', value: true }

test.describe('the canvas', () => {
  let app: App
  let api: Api
  let page: Page

  test.beforeAll(async ({ browser }) => {
    ;({ app, api, page } = await openShop(browser))
  })
  test.afterAll(() => app?.stop())

  const make = async (body: object) => (await api.post<{ id: string }>('/flows', body)).id
  const graphOf = async (id: string) => (await api.get<{ graph: Graph }>(`/flows/${id}`)).graph
  const open = async (id: string, at = page) => {
    await at.goto(`/flows/${id}`)
    await at.getByTestId('node-trigger').waitFor()
    await at.locator('.react-flow__pane').click({ position: { x: 600, y: 30 } })
  }
  const steps = (at: Page) => at.locator('.react-flow__node-step')
  /** What leads where, by kinds: the same for a flow and its copy. */
  const shape = ({ nodes, edges }: Graph) => {
    const kind = new Map(nodes.map(({ id, kind }) => [id, kind]))
    const way = ({ from, branch, to, repeat }: Graph['edges'][number]) =>
      [kind.get(from) ?? from, branch ?? '', kind.get(to), repeat?.atMost ?? 0].join(' ')
    return [...nodes.map(({ kind }) => kind), ...edges.map(way).sort()]
  }

  test('a flow is copied into another in another tab, and undone in one go', async () => {
    const [from, to] = [await make({ graph: MORE_KINDS }), await make({ name: 'Kopya' })]
    await open(from)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    await expect(page.getByText(`${MORE_KINDS.nodes.length} steps copied`)).toBeVisible()

    const other = await page.context().newPage()
    await open(to, other)
    await other.keyboard.press('Control+v')
    await expect(other.getByText(`${MORE_KINDS.nodes.length} steps pasted`)).toBeVisible()
    await expect(steps(other)).toHaveCount(MORE_KINDS.nodes.length)
    await expect.poll(async () => shape(await graphOf(to))).toEqual(shape(await graphOf(from)))
    const messages = (await graphOf(to)).nodes.filter(({ kind }) => kind === 'email' || kind === 'sms')
    for (const { config } of messages) expect(config.status).toBe('draft')

    await other.keyboard.press('Control+z')
    await expect(steps(other)).toHaveCount(0)
    await expect.poll(async () => (await graphOf(to)).nodes).toEqual([])
    await other.close()
  })

  test('a piece is cut, pasted onto a line and doubled; what is no flow is left alone', async () => {
    const id = await make({ graph: EVERY_KIND })
    await open(id)
    const count = EVERY_KIND.nodes.length
    await page.locator('.react-flow__node[data-id="email"]').click({ modifiers: ['Control'] })
    await page.locator('.react-flow__node[data-id="webhook"]').click({ modifiers: ['Control'] })
    await page.keyboard.press('Control+x')
    await expect(page.getByText('2 steps cut')).toBeVisible()
    await expect(steps(page)).toHaveCount(count - 2)

    await page.locator('.react-flow__node[data-id="delay"]').click({ modifiers: ['Control'] })
    await page.keyboard.press('Control+v')
    await expect(steps(page)).toHaveCount(count)
    await expect
      .poll(async () => {
        const { nodes, edges } = await graphOf(id)
        const next = (from: string) =>
          nodes.find((node) => node.id === edges.find((edge) => edge.from === from)?.to)
        const [first] = [next('delay')]
        return [first?.kind, first && next(first.id)?.kind]
      })
      .toEqual(['email', 'webhook'])

    await page.keyboard.press('Control+d')
    await expect(steps(page)).toHaveCount(count + 2)

    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/plain', 'Bu bir akış değil')
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
    })
    await expect(steps(page)).toHaveCount(count + 2)
  })

  test('a step is found by its words, in a language’s own letters', async () => {
    const id = await make({ graph: EVERY_KIND })
    await open(id)
    await page.keyboard.press('Control+f')
    await page.getByPlaceholder('Find a step by its words').fill('SEPETİMİ')
    await expect(page.getByText('No step has these words.')).toBeVisible()
    await page.getByPlaceholder('Find a step by its words').fill('crm.example')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('find-step')).toHaveCount(0)
    await expect(page.locator('.react-flow__node[data-id="webhook"]')).toBeFocused()
    await expect(page.getByTestId('inspector')).toContainText('Webhook')
    await page.getByRole('button', { name: 'Find a step' }).click()
    await page.getByPlaceholder('Find a step by its words').fill('bekliyor')
    await page.getByRole('option').first().click()
    await expect(page.getByTestId('inspector').getByRole('combobox', { name: 'Status' })).toBeVisible()
  })

  test('a person is led through the draft: each decision says why, the path lights up, nothing is sent', async () => {
    const id = await make({
      graph: { ...EVERY_KIND, settings: { ...EVERY_KIND.settings, holdoutPercent: 0 } },
    })
    await page.goto(`/flows/${id}`)
    await page.getByRole('link', { name: 'Test', exact: true }).click()
    const panel = page.getByTestId('test-panel')
    const said = panel.getByTestId('test-steps').getByRole('listitem')
    await expect(said.first()).toContainText('Enters by Added to Cart')
    await expect(said.filter({ hasText: '10 minutes later' })).toHaveCount(1)
    await expect(said.filter({ hasText: '2 hours later' })).toHaveCount(1)
    await expect(said.filter({ hasText: 'event.value' })).toContainText('589.30')
    await expect(said.filter({ hasText: 'Would be sent' })).toHaveCount(1)
    await expect(said.last()).toContainText('Reaches the end')
    await expect(page.getByTestId('node-sms')).not.toHaveClass(/akis-dimmed/)
    await expect(page.getByTestId('node-email')).toHaveClass(/akis-dimmed/)

    await panel.getByText('Event: Added to Cart').click()
    await panel.getByLabel('Value').fill('100')
    await panel.getByRole('button', { name: 'Test with this' }).click()
    await expect(panel.getByText('The event does not match the trigger’s filter.')).toBeVisible()
    await expect(page.getByTestId('node-trigger')).toHaveClass(/akis-dimmed/)

    await panel.getByLabel('Value').fill('4000')
    await panel.getByRole('button', { name: 'Test with this' }).click()
    await expect(said.filter({ hasText: 'count of Placed Order' })).toHaveCount(1)

    const { items } = await api.get<{ items: unknown[] }>('/messages')
    expect(items).toEqual([])
    await page.getByRole('link', { name: 'Canvas', exact: true }).click()
    await expect(page.getByTestId('node-email')).not.toHaveClass(/akis-dimmed/)
  })

  test('the shop’s own past runs through the draft, with its cost, beside another replay', async () => {
    const [email] = REMINDER.nodes
    const graph = { ...REMINDER, nodes: [email], edges: [{ from: 'trigger', to: email!.id }] }
    const id = await make({ graph })
    await api.post('/events', { events: shopEvents('cart') })
    await expect.poll(async () => (await api.get<{ items: unknown[] }>('/profiles')).items.length).toBe(8)

    await page.goto(`/flows/${id}`)
    await page.getByRole('link', { name: 'Replay', exact: true }).click()
    const panel = page.getByTestId('replay-panel')
    await panel.getByText('What a message costs (TRY)').click()
    await panel.getByLabel('E-mail').fill('0,25')
    await panel.getByRole('button', { name: 'Replay' }).click()
    const result = panel.getByTestId('replay-result')
    await expect(result.getByRole('row', { name: 'Entered 8' })).toBeVisible()
    await expect(result.getByRole('row', { name: 'Messages 8' })).toBeVisible()
    await expect(result.getByRole('row', { name: /^Cost .*2\.00/ })).toBeVisible()
    await expect(page.getByTestId(`node-${email!.id}`)).toContainText('8')
    expect((await api.get<{ items: unknown[] }>('/messages')).items).toEqual([])
    await page.locator(`[data-figure="sent-${email!.id}"]`).click()
    const people = page.getByTestId('replay-people')
    await expect(people.getByRole('listitem')).toHaveCount(8)
    await page.keyboard.press('Escape')

    await api.call('PUT', `/flows/${id}`, {
      graph: { ...graph, settings: { ...graph.settings, profileFilter: NOBODY } },
      revision: (await api.get<{ revision: number }>(`/flows/${id}`)).revision,
    })
    await page.reload()
    await panel.getByRole('button', { name: 'Replay' }).click()
    await expect(result.getByRole('row', { name: 'Entered 0' })).toBeVisible()
    await expect(result.getByText('Profile filter: 8')).toBeVisible()
    await result.getByRole('combobox', { name: 'Beside it' }).click()
    await page.getByRole('option').nth(1).click()
    await expect(result.getByRole('row', { name: 'Entered 0 8' })).toBeVisible()
  })

  test('a canvas that someone moved is never left empty by a smaller window', async () => {
    const id = await make({ graph: EVERY_KIND })
    const moved = await page.context().newPage()
    await open(id, moved)
    const pane = moved.locator('.react-flow__pane')
    const drag = async (dx: number) => {
      await moved.mouse.move(1300, 700)
      await moved.mouse.down()
      await moved.mouse.move(1300 + dx / 2, 700, { steps: 4 })
      await moved.mouse.move(1300 + dx, 700, { steps: 4 })
      await moved.mouse.up()
    }
    await expect(pane).toBeVisible()
    const trigger = moved.getByTestId('node-trigger')
    const before = (await trigger.boundingBox())!
    await drag(100)
    await moved.setViewportSize({ width: 1380, height: 900 })
    await expect.poll(async () => Math.round((await trigger.boundingBox())!.x - before.x)).toBe(100)
    // what is in sight stays where it was put; what would be out of sight comes back
    await moved.setViewportSize({ width: 390, height: 844 })
    await expect(trigger).toBeInViewport()
    await moved.close()
  })

  test('typing into a step draws no other card anew', async () => {
    const id = await make({ graph: EVERY_KIND })
    const watched = await page.context().newPage()
    await countRenders(watched)
    await open(id, watched)
    await watched.locator('.react-flow__node[data-id="delay"]').click()
    const wait = watched.getByTestId('inspector').getByRole('textbox', { name: 'Wait' })
    await wait.click()
    await watched.waitForTimeout(500)
    expect(Object.keys(await takeRenders(watched)).length).toBeGreaterThan(3)
    await wait.pressSequentially('12')
    await expect(watched.getByTestId('node-delay')).toContainText('1,012')
    expect(Object.keys(await takeRenders(watched))).toEqual(['node-delay'])

    await watched.locator('.react-flow__node[data-id="email"]').click()
    const subject = watched.getByTestId('inspector').getByLabel('Subject')
    await subject.press('End')
    await watched.waitForTimeout(500)
    await takeRenders(watched)
    await subject.pressSequentially(' şimdi')
    await expect(watched.getByTestId('node-email')).toContainText('şimdi')
    expect(Object.keys(await takeRenders(watched))).toEqual(['node-email'])
    await watched.close()
  })

  test('a flow goes to a file and back by the command line, and is equal', async () => {
    const id = await make({ graph: MORE_KINDS })
    const folder = mkdtempSync(join(tmpdir(), 'akis-flows-'))
    await app.cli('flows', 'pull', folder)
    const { flows } = JSON.parse(readFileSync(join(folder, 'akis.json'), 'utf8'))
    const [name] = Object.entries<{ id: string }>(flows).find(([, link]) => link.id === id)!
    const file = join(folder, name)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(await graphOf(id))
    expect(await app.cli('flows', 'diff', folder)).toBe('')

    writeFileSync(file, readFileSync(file, 'utf8').replace('Dallar, deneyler', 'Yeni dallar, deneyler'))
    await app.cli('flows', 'push', folder)
    expect(await graphOf(id)).toEqual(JSON.parse(readFileSync(file, 'utf8')))
    await page.goto(`/flows/${id}`)
    await expect(page.getByRole('heading', { name: /Yeni dallar/ })).toBeVisible()
    rmSync(folder, { recursive: true })
  })

  test('what a publish changes is shown in words before it is live', async () => {
    const id = await make({ graph: EVERY_KIND })
    await api.post(`/flows/${id}/publish`, {})
    await open(id)
    await page.locator('.react-flow__node[data-id="update"]').click({ modifiers: ['Control'] })
    await page.keyboard.press('Delete')
    await page.locator('.react-flow__node[data-id="delay"]').click()
    await page.getByTestId('inspector').getByRole('textbox', { name: 'Wait' }).fill('25')
    await page.getByTestId('publish').click()
    const lines = page.getByTestId('flow-changes').getByRole('listitem')
    await expect(lines).toHaveCount(2)
    await expect(lines.filter({ hasText: 'Wait 10 minutes → Wait 25 minutes' })).toHaveCount(1)
    await expect(lines.filter({ has: page.getByRole('img', { name: 'Gone' }) })).toHaveCount(1)
    await page.getByTestId('people-confirm').click()
    await expect(page.getByTestId('people-dialog')).toHaveCount(0)
    const { changed, live } = await api.get<{ changed: boolean; live: { number: number } }>(`/flows/${id}`)
    expect([changed, live.number]).toEqual([false, 2])
  })

  test('a person’s way is lit with its reasons, and for who never entered the rule is named', async () => {
    const graph = {
      ...EVERY_KIND,
      name: 'Neden',
      settings: { ...EVERY_KIND.settings, holdoutPercent: 0 },
      trigger: { ...EVERY_KIND.trigger, event: 'Searched' },
    }
    const id = await make({ graph })
    await api.post(`/flows/${id}/publish`, {})
    const said = (email: string, value: string) => ({
      event: 'Searched',
      profile: { email, first_name: email.split('@')[0] },
      properties: { cart_id: email },
      value,
    })
    await api.post('/events', {
      events: [said('girdi@example.com', '900'), said('giremedi@example.com', '20')],
    })
    const runs = async () => (await api.get<{ items: unknown[] }>(`/flows/${id}/runs`)).items.length
    await expect.poll(runs).toBe(1)

    await page.goto(`/flows/${id}`)
    await page.getByRole('link', { name: 'Why?', exact: true }).click()
    const panel = page.getByTestId('why-panel')
    const ask = async (email: string) => {
      await panel.getByRole('combobox', { name: 'Person' }).click()
      await page.getByPlaceholder('E-mail, phone or id').fill(email)
      await page.getByRole('option').filter({ hasText: email }).click()
    }
    await ask('girdi@example.com')
    const steps = panel.getByTestId('test-steps').getByRole('listitem')
    await expect(steps.first()).toContainText('Enters by Searched')
    await expect(steps.last()).toContainText('Waits until')
    await expect(panel.getByText(/^Goes on by itself at/)).toBeVisible()
    await expect(page.getByTestId('node-delay')).not.toHaveClass(/akis-dimmed/)
    await expect(page.getByTestId('node-wait')).toHaveClass(/akis-dimmed/)

    await ask('giremedi@example.com')
    await expect(panel.getByText('This person never entered')).toBeVisible()
    await expect(panel.getByText(/does not match the trigger’s filter\.$/)).toBeVisible()
    await expect(page.getByTestId('node-wait')).not.toHaveClass(/akis-dimmed/)
  })

  test('a flow is exported in the studio and imported again, equal; what is no flow says why', async () => {
    const id = await make({ graph: MORE_KINDS })
    await page.goto(`/flows/${id}`)
    await page.getByTestId('node-trigger').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: 'More actions' })
        .click()
        .then(() => page.getByRole('menuitem', { name: 'Export as a file' }).click()),
    ])
    expect(download.suggestedFilename()).toBe('dallar-deneyler-ve-geri-donus.json')
    const file = await download.path()

    await page.goto('/flows')
    const input = page.getByLabel('A flow’s file')
    await input.setInputFiles({
      name: 'x.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"nodes":1}'),
    })
    await expect(page.getByText('This file is no flow: format can’t be read.')).toBeVisible()
    await input.setInputFiles(file)
    await page.getByTestId('node-trigger').waitFor()
    const made = page.url().split('/').at(-1)!
    expect(made).not.toBe(id)
    expect(await graphOf(made)).toEqual(await graphOf(id))

    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    await expect.poll(() => page.url().split('/').at(-1)).not.toBe(made)
    await page.getByTestId('node-trigger').waitFor()
    await expect(page.getByRole('heading', { name: /\(2\)/ })).toBeVisible()
    expect(shape(await graphOf(page.url().split('/').at(-1)!))).toEqual(shape(await graphOf(id)))
  })
})
