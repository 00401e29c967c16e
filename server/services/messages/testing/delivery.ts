import type { Server } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { ALL_PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { deliverBatch } from '../deliver.ts'
import { closeSenders } from '../senders.ts'
import { emailNode, NOW, seedConnection, seedShop, smsNode, smtpConnection, testRuntime } from './seed.ts'

export const later = (ms: number) => new Date(NOW.getTime() + ms)

/**
 * A database and a mail server for the tests of one file. The server refuses `gone…` for good and `busy…` for now; `mails` are
 * those it took in the test that runs.
 */
export function delivery() {
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

  /** Gives every part its turn. Returns how many messages were taken. */
  const deliver = async (now = NOW) => {
    let taken = 0
    for (const part of ALL_PARTS) taken += await deliverBatch({ runtime, parts: [part], now, limit: 100 })
    return taken
  }
  const shopWithSmtp = async (consentRule?: string, ...nodes: Parameters<typeof seedShop>[1]) => {
    const steps = nodes.length > 0 ? nodes : [emailNode(), smsNode()]
    const shop = await seedShop(database.sql, steps, consentRule)
    await seedConnection(runtime, shop, smtpConnection(smtpPort))
    return shop
  }
  return { database, runtime, mails, cleanups, deliver, shopWithSmtp, smtpPort: () => smtpPort }
}
