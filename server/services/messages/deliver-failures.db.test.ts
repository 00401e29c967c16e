import { createServer, type Server, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { describe, expect, test } from 'vitest'
import { ALL_PARTS } from '#db/part.ts'
import { deliverBatch } from './deliver.ts'
import { SENDING_MS } from './hand-over.ts'
import { PREPARED_MS, prepareMessages } from './prepare.ts'
import { delivery, later } from './testing/delivery.ts'
import {
  emailNode,
  messageRow,
  NOW,
  seedConnection,
  seedMessage,
  seedShop,
  smtpConnection,
} from './testing/seed.ts'

const { database, runtime, mails, cleanups, deliver, shopWithSmtp, smtpPort } = delivery()

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
    await database.sql`update connections set settings = ${database.sql.json(smtpConnection(smtpPort()).settings)} where id = ${id}`
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
