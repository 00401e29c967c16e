import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { listedSms, startTwilio, type Twilio } from '#server/testing/twilio.ts'
import { askProvider, SETTLED_MS } from './ask-provider.ts'
import { SENDING_MS } from './hand-over.ts'
import { prepareMessages } from './prepare.ts'
import { closeSenders } from './senders.ts'
import {
  messageRow,
  NOW,
  type SeededMessage,
  seedConnection,
  seedMessage,
  seedShop,
  smsNode,
  smtpConnection,
  testRuntime,
} from './testing/seed.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const TEXT = 'Merhaba Ayşe'
const PHONE = '+905321112233'
const later = (ms: number) => new Date(NOW.getTime() + ms)
const settled = later(SETTLED_MS + 1_000)

let twilio: Twilio
beforeAll(async () => {
  twilio = await startTwilio()
})
afterAll(async () => {
  closeSenders()
  await twilio.stop()
})
beforeEach(async () => {
  twilio.listed.length = 0
  twilio.asked.length = 0
  // what another test left in the same part would be asked about too
  await database.sql`truncate messages`
})

const twilioConnection = (authToken = twilio.authToken) => ({
  channel: 'sms' as const,
  provider: 'twilio' as const,
  settings: { accountSid: twilio.accountSid, from: '+15005550006', baseUrl: twilio.url },
  secrets: { authToken },
})

/** A message that was begun at `NOW` and whose answer never came: uncertain when its lease ended. */
async function lost(authToken?: string): Promise<SeededMessage> {
  const shop = await seedShop(database.sql, [smsNode()])
  const connectionId = await seedConnection(runtime, shop, twilioConnection(authToken))
  const message = await seedMessage(database.sql, shop, { node: 'sms', status: 'uncertain' })
  await database.sql`
    update messages set attempts = 1, connection_id = ${connectionId}, to_address = ${PHONE}, text = ${TEXT},
      due_at = ${later(SENDING_MS)}, reason = 'no_answer'
    where id = ${message.id}`
  return message
}
const listed = (more = {}) => {
  const date_created = later(2_000).toUTCString()
  twilio.listed.unshift(
    listedSms({ sid: 'SM77', to: PHONE, from: '+15005550006', body: TEXT, date_created, ...more }),
  )
}
const ask = ({ part }: SeededMessage, now = settled) => askProvider({ runtime, part, now, limit: 10 })
const row = (message: SeededMessage) => messageRow(database.sql, message)

describe('an uncertain message', () => {
  test('that the provider has was sent', async () => {
    const message = await lost()
    listed({ status: 'delivered' })
    expect(await ask(message)).toBe(1)
    expect(await row(message)).toMatchObject({
      status: 'sent',
      provider_message_id: 'SM77',
      sent_at: later(2_000),
      delivered_at: later(2_000),
    })
    expect(await ask(message, later(86_400_000))).toBe(0)
  })

  test('that the provider could not deliver has failed', async () => {
    const message = await lost()
    listed({ status: 'undelivered', error_code: 30003 })
    await ask(message)
    expect(await row(message)).toMatchObject({
      status: 'failed',
      reason: 'undelivered',
      detail: { providerStatus: 'undelivered', code: '30003' },
    })
  })

  test('that the provider does not have goes out again, through the whole chain', async () => {
    const message = await lost()
    await ask(message, later(SENDING_MS + 1_000))
    expect(await row(message)).toMatchObject({ status: 'uncertain', asks: 1 })
    expect(await ask(message, settled)).toBe(1)
    expect(await row(message)).toMatchObject({ status: 'uncertain', asks: 2 })
    await ask(message, later(1_200_000))
    expect(await row(message)).toMatchObject({
      status: 'pending',
      reason: 'retrying',
      detail: { provider: 'absent', attempt: 1 },
      asks: 0,
    })
    const { ready } = await prepareMessages({
      runtime,
      parts: [message.part],
      now: later(1_200_000),
      limit: 10,
    })
    expect(ready).toMatchObject([{ message: { id: message.id, attempts: 1 } }])
  })

  test('is not sent again where its account was changed since', async () => {
    const message = await lost()
    await database.sql`
      update connections set tested_at = ${later(60_000)} where id = (select connection_id from messages where id = ${message.id})`
    await ask(message, later(1_200_000))
    expect(await row(message)).toMatchObject({
      status: 'uncertain',
      detail: { provider: 'The connection was changed since.' },
    })
  })

  test('of which nothing can be told is asked about for a day, ever more rarely, and then left to a person', async () => {
    const message = await lost('wrong token')
    const waits: number[] = []
    let now = later(SENDING_MS)
    for (let n = 0; n < 100; n++) {
      if ((await ask(message, now)) === 0) break
      const { due_at } = await row(message)
      waits.push((due_at as Date).getTime() - now.getTime())
      now = due_at as Date
    }
    expect(waits.at(-1)).toBe(0)
    expect(waits[1]).toBeGreaterThan(waits[0]!)
    expect(now.getTime() - NOW.getTime()).toBeLessThan(25 * 3_600_000)
    expect(now.getTime() - NOW.getTime()).toBeGreaterThan(16 * 3_600_000)
    expect(await row(message)).toMatchObject({ status: 'uncertain', reason: 'no_answer', asks: -1 })
    expect(await ask(message, later(10 * 86_400_000))).toBe(0)
  })

  test('is asked about once, whatever number of workers there are', async () => {
    const message = await lost()
    listed({ status: 'sent' })
    const taken = await Promise.all(Array.from({ length: 8 }, () => ask(message)))
    expect(taken.reduce((sum, n) => sum + n)).toBe(1)
    expect(twilio.asked.length).toBeLessThanOrEqual(2)
  })

  test('of a provider that can’t be asked is left to a person', async () => {
    const shop = await seedShop(database.sql, [smsNode()])
    const connectionId = await seedConnection(runtime, shop, smtpConnection(1))
    const message = await seedMessage(database.sql, shop, { status: 'uncertain' })
    await database.sql`
      update messages set connection_id = ${connectionId}, to_address = 'a@example.com', text = 'x' where id = ${message.id}`
    await ask(message)
    expect(await row(message)).toMatchObject({ status: 'uncertain', asks: -1 })
  })

  test('that its report settled meanwhile stays so', async () => {
    const message = await lost()
    await database.sql`update messages set status = 'sent', sent_at = ${NOW} where id = ${message.id}`
    expect(await ask(message)).toBe(0)
  })
})
