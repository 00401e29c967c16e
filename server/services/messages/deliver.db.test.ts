import { describe, expect, test } from 'vitest'
import { delivery } from './testing/delivery.ts'
import {
  emailNode,
  messageRow,
  seedConnection,
  seedMessage,
  seedShop,
  smsNode,
  smtpConnection,
} from './testing/seed.ts'

const { database, runtime, mails, deliver, shopWithSmtp, smtpPort } = delivery()

describe('a message that may go out', () => {
  test('is rendered for its person, tracked, handed over once and stored', async () => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop, { profile: { email: 'ayse@example.com' } })
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(mails).toHaveLength(1)
    const [mail] = mails
    expect(mail?.subject).toBe('Ayşe, sepetiniz')
    expect(mail?.messageId).toBe(`<${message.id}@shop.test>`)
    expect(mail?.html).toContain('₺249,90')
    expect(mail?.html).toMatch(/href="https:\/\/akis\.test\/t\/c\/[\w-]+\.[\w-]+"/)
    expect(mail?.html).not.toContain('https://shop.test/cart')
    expect(mail?.html).toMatch(/<img src="https:\/\/akis\.test\/t\/o\/[\w.-]+\.gif"/)
    expect(mail?.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line).toMatch(
      /<https:\/\/akis\.test\/t\/u\//,
    )
    const row = await messageRow(database.sql, message)
    expect(row).toMatchObject({
      status: 'sent',
      reason: null,
      to_address: 'ayse@example.com',
      subject: 'Ayşe, sepetiniz',
      provider: 'smtp',
      provider_message_id: `<${message.id}@shop.test>`,
      links: ['https://shop.test/cart?id=1&x=2'],
      attempts: 1,
    })
    expect(row.html).toContain('href="https://shop.test/cart?id=1&amp;x=2"')
    expect(row.html).not.toContain('/t/o/')
  })

  test('its links say where a visitor comes from, as the flow has it; the way out says nothing', async () => {
    const utm = {
      source: 'akis',
      medium: '{{ message.channel }}',
      campaign: '{{ flow.name }} {{ profile.email }}',
    }
    const text = 'Sepetiniz: {{ event.cart_url }}. Çıkış: {{ links.unsubscribe }}'
    const nodes = [
      emailNode({
        blocks: [
          { kind: 'text', text: '[Sepet]({{ event.cart_url }}#son) [Çıkış]({{ links.unsubscribe }})' },
        ],
      }),
      smsNode(text),
    ]
    const shop = await seedShop(database.sql, nodes, 'implied', { flow: { utm } })
    await seedConnection(runtime, shop, smtpConnection(smtpPort()))
    const mail = await seedMessage(database.sql, shop)
    const sms = await seedMessage(database.sql, shop, { node: 'sms' })
    await deliver()
    const tagged = 'https://shop.test/cart?id=1&x=2&utm_source=akis&utm_medium=email&utm_campaign=Sepet'
    const row = await messageRow(database.sql, mail)
    expect(row.links).toEqual([`${tagged}#son`])
    expect(row.text).toContain(`${tagged}#son`)
    expect(row.html).not.toMatch(/unsubscribe[^"]*utm_/)
    expect((await messageRow(database.sql, sms)).text).toMatch(
      /^Sepetiniz: https:\/\/shop\.test\/cart\?id=1&x=2&utm_source=akis&utm_medium=sms&utm_campaign=Sepet\. Çıkış: https:\/\/akis\.test\/unsubscribe\/[\w.-]+$/,
    )
  })

  test('a hundred of them, each once, though two senders work at the same time', async () => {
    const shop = await shopWithSmtp()
    for (let n = 0; n < 100; n++) await seedMessage(database.sql, shop)
    const taken = await Promise.all([deliver(), deliver()])
    expect(taken[0] + taken[1]).toBe(100)
    expect(mails).toHaveLength(100)
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(100)
  })

  test('a run that ended at its own exit step still says what it had to say', async () => {
    const shop = await shopWithSmtp('implied', emailNode(), {
      id: 'end',
      kind: 'exit',
      config: { reason: 'done' },
    })
    const message = await seedMessage(database.sql, shop, { runStatus: 'exited', runReason: 'done' })
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'sent' })
  })
})

describe('without a provider', () => {
  test('the message waits in the outbox, rendered', async () => {
    const shop = await seedShop(database.sql, [
      emailNode(),
      smsNode('Merhaba {{ profile.first_name }} {{ webhook.hook.coupon }}'),
    ])
    const [mail, sms] = [
      await seedMessage(database.sql, shop),
      await seedMessage(database.sql, shop, { node: 'sms' }),
    ]
    await deliver()
    expect(await messageRow(database.sql, mail)).toMatchObject({
      status: 'unconnected',
      subject: 'Ayşe, sepetiniz',
    })
    expect(await messageRow(database.sql, sms)).toMatchObject({
      status: 'unconnected',
      text: 'Merhaba Ayşe X1',
    })
  })
})
