import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { deliverBatch } from '../services/messages/deliver.ts'
import {
  emailNode,
  messageRow,
  NOW,
  seedConnection,
  seedMessage,
  seedShop,
  smtpConnection,
  testRuntime,
} from '../services/messages/testing/seed.ts'
import { startWorker } from './worker.ts'

const database = testDatabase()

it('leaves no connection to a mail server open when it stops', async () => {
  const runtime = testRuntime(database)
  let open = 0
  const server = new SMTPServer({
    authOptional: true,
    onConnect: (_, done) => done(void open++),
    onClose: () => void open--,
    onData: (stream, _, done) => stream.resume().on('end', () => done()),
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const shop = await seedShop(database.sql, [emailNode()])
  await seedConnection(runtime, shop, smtpConnection((server.server.address() as AddressInfo).port))
  const message = await seedMessage(database.sql, shop)
  const worker = await startWorker({ runtime, now: () => NOW })
  await deliverBatch({ runtime, parts: [message.part], now: NOW, limit: 10 })
  await expect
    .poll(async () => (await messageRow(database.sql, message)).status, { timeout: 10_000 })
    .toBe('sent')
  expect(open).toBe(1)
  await worker.stop()
  await expect.poll(() => open).toBe(0)
  await new Promise<void>((closed) => server.close(closed))
})
