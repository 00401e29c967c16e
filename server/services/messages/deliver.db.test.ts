import { createServer, type Server, type Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ALL_PARTS, partOf } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { addressHash } from '../consents/address-hash.ts'
import { deliverBatch } from './deliver.ts'
import { SENDING_MS } from './hand-over.ts'
import { PREPARED_MS, prepareMessages } from './prepare.ts'
import { closeSenders } from './senders.ts'
import {
  emailNode,
  messageRow,
  NOW,
  seedConnection,
  seedMessage,
  seedShop,
  smsNode,
  smtpConnection,
  testRuntime,
} from './testing/seed.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const mails: ParsedMail[] = []
const cleanups: (() => void)[] = []
let smtpPort = 0

beforeAll(async () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) => {
      if (address.startsWith('gone'))
        return done(Object.assign(new Error('no such user'), { responseCode: 550 }))
      if (address.startsWith('busy'))
        return done(Object.assign(new Error('try later'), { responseCode: 451 }))
      done()
    },
    onData: async (stream, _, done) => {
      mails.push(await simpleParser(stream))
      done()
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  smtpPort = ((server.server as Server).address() as { port: number }).port
  cleanups.push(() => server.close())
})

afterEach(() => {
  mails.length = 0
})

afterAll(() => {
  closeSenders()
  for (const clean of cleanups) clean()
})

const later = (ms: number) => new Date(NOW.getTime() + ms)
const deliver = async (now = NOW) => {
  let taken = 0
  for (const part of ALL_PARTS) taken += await deliverBatch({ runtime, parts: [part], now, limit: 100 })
  return taken
}

async function shopWithSmtp(consentRule?: string, ...nodes: Parameters<typeof seedShop>[1]) {
  const shop = await seedShop(database.sql, nodes.length > 0 ? nodes : [emailNode(), smsNode()], consentRule)
  await seedConnection(runtime, shop, smtpConnection(smtpPort))
  return shop
}

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
    await seedConnection(runtime, shop, smtpConnection(smtpPort))
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

describe('the checks before a message, each with its own reason', () => {
  const consent = async (
    shop: { workspaceId: string },
    { part, profileId }: { part: number; profileId: string },
    status: string,
    kind = 'marketing',
    time = NOW,
  ) => database.sql`
    insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
    values (${part}, ${v7()}, ${shop.workspaceId}, ${profileId}, 'email', ${kind}, ${status}, 'test', ${time}, ${NOW})`

  test.each([
    ['run_ended', { runStatus: 'exited', runReason: 'archived' }, { status: 'exited', reason: 'archived' }],
    ['run_ended', { runStatus: 'completed', runReason: 'goal' }, { reason: 'goal' }],
    ['no_email', { profile: { email: null } }, {}],
    ['no_phone', { node: 'sms' as const, profile: { phone: null } }, {}],
    ['invalid_address', { profile: { email: 'not an address' } }, { address: 'not an address' }],
    ['invalid_address', { node: 'sms' as const, profile: { phone: '0532' } }, { address: '0532' }],
  ])('%s', async (reason, options, detail) => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop, options)
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'skipped', reason, detail })
    expect(mails).toHaveLength(0)
  })

  test('unsubscribed: the newest word counts', async () => {
    const shop = await shopWithSmtp()
    const [no, yesAgain] = [await seedMessage(database.sql, shop), await seedMessage(database.sql, shop)]
    await consent(shop, no, 'subscribed', 'marketing', later(-2_000))
    await consent(shop, no, 'unsubscribed', 'marketing', later(-1_000))
    await consent(shop, yesAgain, 'unsubscribed', 'marketing', later(-2_000))
    await consent(shop, yesAgain, 'subscribed', 'marketing', later(-1_000))
    await deliver()
    expect(await messageRow(database.sql, no)).toMatchObject({ status: 'skipped', reason: 'unsubscribed' })
    expect(await messageRow(database.sql, yesAgain)).toMatchObject({ status: 'sent' })
  })

  test('explicit consent: silence is a no for marketing, not for what was ordered', async () => {
    const shop = await shopWithSmtp('explicit')
    const silent = await seedMessage(database.sql, shop)
    const transactional = await shopWithSmtp('explicit', emailNode({ messageKind: 'transactional' }))
    const receipt = await seedMessage(database.sql, transactional)
    await consent(transactional, receipt, 'unsubscribed', 'marketing')
    await deliver()
    expect(await messageRow(database.sql, silent)).toMatchObject({ status: 'skipped', reason: 'no_consent' })
    expect(await messageRow(database.sql, receipt)).toMatchObject({ status: 'sent' })
    expect(mails[0]?.headerLines.some(({ key }) => key === 'list-unsubscribe')).toBe(false)
  })

  test('suppressed by address, whoever it belongs to', async () => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop, { profile: { email: 'Never@example.com' } })
    const hash = addressHash(shop.workspaceId, 'never@example.com')
    await database.sql`
      insert into suppressions (part, workspace_id, channel, address_hash, reason, created_at)
      values (${partOf(shop.workspaceId, hash)}, ${shop.workspaceId}, 'email', ${hash}, 'erased', ${NOW})`
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'skipped',
      reason: 'suppressed',
      detail: { because: 'erased' },
    })
  })

  test('a paused flow keeps its messages for later', async () => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop, { runStatus: 'held' })
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'pending',
      due_at: later(60_000),
    })
  })

  test('content that can not be rendered fails with the reason, and its neighbours go out', async () => {
    const shop = await shopWithSmtp(
      'implied',
      emailNode({ subject: '{% if profile.bad %}{{ 1 | divided_by: 0 }}{% endif %}' }),
    )
    const broken = await seedMessage(database.sql, shop)
    const fine = await shopWithSmtp()
    const neighbour = await seedMessage(database.sql, fine)
    await deliver()
    expect(await messageRow(database.sql, broken)).toMatchObject({
      status: 'failed',
      reason: 'render_failed',
      detail: { message: 'The subject is empty.' },
    })
    expect(await messageRow(database.sql, neighbour)).toMatchObject({ status: 'sent' })
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

describe('a provider that does not take it', () => {
  test('5yz is final, 4yz comes again later, and gives up after a day', async () => {
    const shop = await shopWithSmtp()
    const gone = await seedMessage(database.sql, shop, { profile: { email: 'gone@example.com' } })
    const busy = await seedMessage(database.sql, shop, { profile: { email: 'busy@example.com' } })
    await deliver()
    expect(await messageRow(database.sql, gone)).toMatchObject({
      status: 'failed',
      reason: 'address_refused',
      detail: { code: 550 },
    })
    const row = await messageRow(database.sql, busy)
    expect(row).toMatchObject({ status: 'pending', reason: 'retrying', attempts: 1, detail: { code: 451 } })
    const wait = (row.due_at as Date).getTime() - NOW.getTime()
    expect(wait).toBeGreaterThan(22_000)
    expect(wait).toBeLessThan(40_000)
    let now = NOW
    for (let n = 0; n < 60; n++) {
      const { status, due_at } = await messageRow(database.sql, busy)
      if (status !== 'pending') break
      now = due_at as Date
      await deliverBatch({ runtime, parts: [busy.part], now, limit: 10 })
    }
    expect(await messageRow(database.sql, busy)).toMatchObject({ status: 'failed', reason: 'gave_up' })
    expect(now.getTime() - NOW.getTime()).toBeLessThan(24 * 3_600_000)
    expect(now.getTime() - NOW.getTime()).toBeGreaterThan(16 * 3_600_000)
  })

  test('an account that can not be reached is marked failing, and works again by itself', async () => {
    const shop = await seedShop(database.sql, [emailNode()])
    const id = await seedConnection(runtime, shop, smtpConnection(1))
    const message = await seedMessage(database.sql, shop)
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'pending', reason: 'retrying' })
    const connection = async () =>
      (await database.sql`select status, last_error from connections where id = ${id}`)[0]
    expect(await connection()).toMatchObject({ status: 'failing' })
    await database.sql`update connections set settings = ${database.sql.json(smtpConnection(smtpPort).settings)} where id = ${id}`
    await deliver(later(60_000))
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'sent', attempts: 2 })
    expect(await connection()).toEqual({ status: 'connected', last_error: null })
  })

  test('the line goes dead after the message was handed over: uncertain, and never handed over again', async () => {
    let handed = 0
    const server = createServer((socket: Socket) => {
      socket.on('error', () => {})
      socket.write('220 test\r\n')
      let inData = false
      socket.on('data', (chunk) => {
        const text = chunk.toString()
        if (inData && text.endsWith('\r\n.\r\n')) {
          handed++
          return void socket.destroy()
        }
        if (inData) return
        inData = text.startsWith('DATA')
        socket.write(inData ? '354 go\r\n' : '250 ok\r\n')
      })
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    cleanups.push(() => server.close())
    const shop = await seedShop(database.sql, [emailNode()])
    await seedConnection(runtime, shop, smtpConnection((server.address() as { port: number }).port))
    const message = await seedMessage(database.sql, shop)
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'uncertain',
      reason: 'no_answer',
    })
    for (const hours of [1, 5, 24, 48]) await deliver(later(hours * 3_600_000))
    expect(handed).toBe(1)
  })
})

/** A mail server that keeps every message waiting for its answer until it is let go. */
async function silentServer() {
  const waiting: (() => void)[] = []
  let open = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      stream.resume().on('end', () => (open ? done() : waiting.push(done)))
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  cleanups.push(() => server.close())
  return {
    port: ((server.server as Server).address() as { port: number }).port,
    waiting,
    letGo: () => {
      open = true
      for (const done of waiting) done()
    },
  }
}

describe('killed at any moment', () => {
  test('only what its server had room for can be uncertain, however many messages are due', async () => {
    const server = await silentServer()
    const shop = await seedShop(database.sql, [emailNode()])
    await seedConnection(runtime, shop, smtpConnection(server.port))
    for (let n = 0; n < 120; n++) await seedMessage(database.sql, shop)
    const delivering = Promise.all(
      ALL_PARTS.map((part) => deliverBatch({ runtime, parts: [part], now: NOW, limit: 100 })),
    )
    const begun = async () =>
      (await database.sql`select 1 from messages where flow_id = ${shop.flowId} and status = 'sending'`)
        .length
    await expect.poll(() => server.waiting.length, { timeout: 10_000 }).toBe(5)
    await expect.poll(begun, { timeout: 10_000 }).toBe(10)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await begun()).toBe(10)
    server.letGo()
    await delivering
    const sent = await database.sql`select 1 from messages where flow_id = ${shop.flowId} and status = 'sent'`
    expect(sent).toHaveLength(120)
  })

  test('after preparing: taken again when the lease is over', async () => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop)
    await prepareMessages({ runtime, parts: [message.part], now: NOW, limit: 10 })
    await deliver(later(PREPARED_MS - 1))
    expect(mails).toHaveLength(0)
    await deliver(later(PREPARED_MS))
    expect(mails).toHaveLength(1)
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'sent', attempts: 1 })
  })

  test('while sending: uncertain after the lease, never sent again by itself', async () => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop)
    await database.sql`
      update messages set status = 'sending', attempts = 1, due_at = ${later(SENDING_MS)} where id = ${message.id}`
    await deliver(later(SENDING_MS - 1))
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'sending' })
    await deliver(later(120_000))
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'uncertain',
      reason: 'no_answer',
    })
    await deliver(later(48 * 3_600_000))
    expect(mails).toHaveLength(0)
  })
})
