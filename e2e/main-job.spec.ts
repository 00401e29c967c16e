import { createServer } from 'node:http'
import { expect, test } from '@playwright/test'
import { startTwilio, type Twilio } from '#server/testing/twilio.ts'
import { Api } from './support/api.ts'
import { type App, startApp } from './support/app.ts'
import { type Mailbox, startMailbox } from './support/smtp.ts'
import { addStep, becomeOwner, choose, inspector, makeLive } from './support/studio.ts'

/** The shop's own site: where links in messages lead. */
async function startShopSite() {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<h1>Kumru Giyim</h1><p>${request.url}</p>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}

const person = (n: number) => ({
  email: `musteri${n}@example.com`,
  phone: `+90532111220${n}`,
  first_name: ['Zeynep', 'Işıl', 'Çağrı'][n]!,
})

test.describe('a cart left behind becomes an e-mail, a click and an order', () => {
  let app: App
  let mailbox: Mailbox
  let twilio: Twilio
  let site: Awaited<ReturnType<typeof startShopSite>>

  test.beforeAll(async () => {
    ;[mailbox, twilio, site] = await Promise.all([startMailbox(), startTwilio(), startShopSite()])
    app = await startApp()
  })
  test.afterAll(async () => {
    await app?.stop()
    await Promise.all([mailbox?.stop(), twilio?.stop(), site?.stop()])
  })

  test('drawn in the browser, fed over HTTP, sent for real, and seen in the report', async ({ browser }) => {
    test.setTimeout(240_000)
    const page = await browser.newPage({ baseURL: app.url, locale: 'en-US' })
    await becomeOwner(page, 'Kumru Giyim')

    await test.step('messages speak Turkish', async () => {
      await page.goto('/settings')
      await page.getByRole('combobox', { name: 'Language of messages' }).click()
      await page.getByRole('option', { name: 'Türkçe' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('Saved').first()).toBeVisible()
    })

    await test.step('connect SMTP and Twilio', async () => {
      await page.goto('/settings/connections')
      await page.getByRole('button', { name: 'Connect SMTP' }).click()
      const smtp = page.getByRole('dialog')
      await smtp.getByLabel('Server').fill(mailbox.host)
      await smtp.getByLabel('Port').fill(String(mailbox.port))
      await smtp.getByLabel('Sender').fill('Kumru Giyim <merhaba@kumru.example>')
      await smtp.getByLabel('Send a test to').fill('ayse@kumru.example')
      await smtp.getByRole('button', { name: 'Connect and test' }).click()
      await expect(smtp).toBeHidden()
      const [test] = await mailbox.received(1)
      expect(test!.to).toMatchObject({ text: 'ayse@kumru.example' })
      const key = await app.cli('keys', 'create', '--scopes', 'read,write')
      await new Api(app.url, key).post('/connections', {
        channel: 'sms',
        provider: 'twilio',
        settings: {
          accountSid: twilio.accountSid,
          authToken: twilio.authToken,
          from: '+905550001122',
          baseUrl: twilio.url,
        },
      })
    })

    await test.step('draw the flow from empty', async () => {
      await page.goto('/flows')
      await page.getByTestId('new-flow').click()
      await expect(page.getByTestId('node-trigger')).toBeVisible()
      await page.getByTestId('node-trigger').click()
      const panel = inspector(page)
      await panel.getByRole('radio', { name: /When an event happens/ }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Event' }), 'Added to Cart')
      await choose(page, panel.getByRole('combobox', { name: 'Key' }), 'cart_id')

      const wait = await addStep(page, 'trigger', 'wait')
      await choose(page, panel.getByRole('combobox', { name: 'Wait for' }), 'Placed Order')
      await expect(panel.getByRole('checkbox', { name: /Only of this cart/ })).toBeChecked()
      await panel.getByLabel('At most').fill('2')
      await panel.getByRole('combobox', { name: 'Unit' }).click()
      await page.getByRole('option', { name: 'seconds' }).click()

      const condition = await addStep(page, `${wait}-timed_out`, 'condition')
      await panel.getByRole('button', { name: 'Add condition' }).click()
      await page.getByRole('menuitem', { name: 'Property of the trigger event' }).click()
      const leaf = panel.getByTestId('condition-property')
      await choose(page, leaf.getByRole('combobox', { name: 'Property' }), 'value')
      await leaf.getByRole('combobox', { name: 'Comparison' }).click()
      await page.getByRole('option', { name: 'is over (>)' }).click()
      await leaf.getByLabel('Value').fill('1000')

      const sms = await addStep(page, `${condition}-yes`, 'sms')
      await makeLive(page)
      await panel
        .getByLabel('Text')
        .fill('{{ profile.first_name }}, sepetiniz sizi bekliyor: {{ event.value }} TL')
      await addStep(page, sms, 'exit')
      await panel.getByLabel('Reason').fill('SMS gönderildi')

      const email = await addStep(page, `${condition}-no`, 'email')
      await makeLive(page)
      await panel
        .getByLabel('Subject')
        .fill("{{ profile.first_name | default: 'Merhaba' }}, sepetinizde ürün kaldı")
      await panel.getByRole('button', { name: 'Add block' }).click()
      await page.getByRole('menuitem', { name: /Products/ }).click()
      await panel.getByRole('button', { name: 'Add block' }).click()
      await page.getByRole('menuitem', { name: /Button/ }).click()
      await panel.getByRole('textbox', { name: 'Label' }).fill('Sepete dön')
      await panel.getByRole('textbox', { name: 'Link', exact: true }).fill('{{ event.cart_url }}')
      await addStep(page, email, 'exit')
      await panel.getByLabel('Reason').fill('E-posta gönderildi')

      await expect(page.getByTestId('save-status').filter({ visible: true })).toContainText('Saved')
      await page.getByTestId('publish').click()
      await expect(page.getByTestId('flow-status')).toHaveText('Live')
    })

    const flowUrl = page.url()
    const flowId = /flows\/([0-9a-f-]+)/.exec(flowUrl)![1]!
    const shop = new Api(app.url, await app.cli('keys', 'create', '--scopes', 'ingest,read'))
    const cart = (n: number, value: string) => ({
      event: 'Added to Cart',
      id: `cart-${n}`,
      profile: person(n),
      properties: {
        cart_id: `k-${n}`,
        cart_url: `${site.url}/sepet/k-${n}`,
        items: [{ sku: 'TS-1', name: 'Şile bezi gömlek', quantity: 2, price: value }],
      },
      value,
      currency: 'TRY',
    })
    const order = (n: number, value: string) => ({
      event: 'Placed Order',
      id: `order-${n}`,
      profile: person(n),
      properties: { cart_id: `k-${n}`, order_id: `o-${n}` },
      value,
      currency: 'TRY',
    })

    await test.step('three carts: one bought, one cheap and left, one dear and left', async () => {
      const greeted = mailbox.mails.length
      await shop.post('/events', { events: [cart(0, '300.00'), cart(1, '499.80'), cart(2, '1499.90')] })
      await shop.post('/events', order(0, '300.00'))
      await mailbox.received(greeted + 1)
      await expect.poll(() => twilio.sent.length).toBe(1)
      await page.waitForTimeout(4_000)
      expect(mailbox.mails.length).toBe(greeted + 1)
      expect(twilio.sent.length).toBe(1)
    })

    const mail = mailbox.mails.at(-1)!
    expect(mail.subject).toBe('Işıl, sepetinizde ürün kaldı')
    expect(mail.to).toMatchObject({ text: 'musteri1@example.com' })
    expect(mail.html).toContain('Şile bezi gömlek')
    expect(mail.html).toMatch(/499,80/)
    expect(mail.text).toContain('Şile bezi gömlek')
    expect(mail.messageId).toBeTruthy()
    expect(String(mail.headers.get('list'))).toBeTruthy()
    const [sms] = twilio.sent
    expect(sms!.form).toMatchObject({ To: '+905321112202', From: '+905550001122' })
    expect(sms!.form.Body).toMatch(/^Çağrı, sepetiniz sizi bekliyor: 1499\.90 TL/)

    await test.step('the click leads to the shop, and the order is credited', async () => {
      const link = /href="([^"]+)"[^>]*>(?:\s|<[^>]+>)*Sepete dön/
        .exec(String(mail.html))![1]!
        .replaceAll('&amp;', '&')
      expect(link).toContain('/t/c/')
      await page.waitForTimeout(2_500)
      await page.goto(link)
      expect(page.url()).toBe(`${site.url}/sepet/k-1`)
      await shop.post('/events', order(1, '499.80'))
      await expect
        .poll(async () => (await shop.get<{ orders: number }>(`/flows/${flowId}/report`)).orders)
        .toBe(1)
      const report = await shop.get<{
        entered: number
        orders: number
        revenue: unknown
        messages: { email: { sent: number; clicked: number }; sms: { sent: number } }
      }>(`/flows/${flowId}/report`)
      expect(report).toMatchObject({
        entered: 3,
        orders: 1,
        messages: { email: { sent: 1, clicked: 1 }, sms: { sent: 1 } },
      })
    })

    await test.step('the studio shows it on the right node', async () => {
      await page.goto(`${flowUrl.split('?')[0]}/report`)
      const row = page.getByRole('row').filter({ hasText: 'sepetinizde ürün kaldı' })
      await expect(row).toContainText('499.80')
      await expect(row.getByRole('cell').filter({ hasText: /^1$/ }).first()).toBeVisible()
      await page.goto(flowUrl.split('?')[0]!)
      await expect(page.getByTestId('node-trigger')).toBeVisible()
      await page.getByRole('button', { name: 'Figures' }).click()
      const emailCard = page.locator('[data-testid^="node-"]').filter({ hasText: 'sepetinizde ürün kaldı' })
      await expect(emailCard).toContainText('Orders1')
      await expect(emailCard).toContainText('₺500')
    })
  })
})
