import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { twilioSignature } from '../../channels/twilio.ts'
import { addressHash } from '../../services/consents/address-hash.ts'
import { messageToken, type TokenPurpose } from '../../services/messages/message-token.ts'
import {
  emailNode,
  messageRow,
  NOW,
  pushNode,
  type SeededMessage,
  type Shop,
  seedConnection,
  seedMessage,
  seedShop,
  smsNode,
  testRuntime,
} from '../../services/messages/testing/seed.ts'
import type { HotResponse } from '../door.ts'
import { DOORS } from './index.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
let shop: Shop

beforeAll(async () => {
  shop = await seedShop(database.sql, [emailNode(), smsNode(), pushNode()])
})
afterAll(async () => {
  await new Promise((settled) => setTimeout(settled, 50))
})

interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: string
  at?: number
}

async function ask(
  path: string,
  { method = 'GET', headers = {}, body = '', at = 0 }: Asked = {},
): Promise<HotResponse> {
  const url = new URL(path, 'http://localhost')
  for (const door of DOORS) {
    const match = door.path.exec(url.pathname)
    if (!match || (door.method !== method && !(method === 'HEAD' && door.method === 'GET'))) continue
    const request = {
      method,
      url,
      params: match.groups ?? {},
      headers: { 'user-agent': CHROME, ...headers },
      ip: '127.0.0.1',
      now: new Date(NOW.getTime() + at),
      body: async () => Buffer.from(body),
    }
    try {
      return await door.handle(request, runtime)
    } catch (error) {
      return { status: 999, body: (error as { code?: string }).code ?? String(error) }
    }
  }
  return { status: 404 }
}

async function sent(links: string[] = [], node: 'mail' | 'sms' | 'push' = 'mail'): Promise<SeededMessage> {
  const message = await seedMessage(database.sql, shop, { node, status: 'sent' })
  await database.sql`update messages set links = ${links}, sent_at = ${NOW}, provider_message_id = null where id = ${message.id}`
  return message
}

const token = (purpose: TokenPurpose, { part, id }: SeededMessage, link = 0) =>
  messageToken(runtime.secrets, purpose, { part, messageId: id, link })

const eventsOf = ({ id }: SeededMessage) =>
  database.sql<{ kind: string; agent: string; url: string | null }[]>`
    select kind, agent, url from message_events where message_id = ${id} order by at, id`

const toldOf = ({ id }: SeededMessage) =>
  database.sql<{ event: string }[]>`
    select payload->>'event' as event from inbox where payload->'properties'->>'message_id' = ${id} order by 1`

describe('opens', () => {
  test('a person’s open is recorded, the first one stands on the message, and it becomes an event', async () => {
    const message = await sent()
    const path = `/t/o/${token('open', message)}.gif`
    const answer = await ask(path, { at: 1_000 })
    expect([answer.status, answer.headers?.['content-type']]).toEqual([200, 'image/gif'])
    await ask(path, { at: 5_000 })
    expect(await eventsOf(message)).toEqual([
      { kind: 'opened', agent: 'person', url: null },
      { kind: 'opened', agent: 'person', url: null },
    ])
    expect((await messageRow(database.sql, message)).opened_at).toEqual(new Date(NOW.getTime() + 1_000))
    // nobody whose browser asks waits for the event
    await expect.poll(() => toldOf(message)).toEqual([{ event: 'Opened Email' }])
  })

  test.each([
    ['Mozilla/5.0', 'proxy'],
    ['Mozilla/5.0 (via ggpht.com GoogleImageProxy)', 'proxy'],
    ['Barracuda', 'bot'],
  ])('%s is kept as %s and does not count', async (userAgent, agent) => {
    const message = await sent()
    await ask(`/t/o/${token('open', message)}.gif`, { headers: { 'user-agent': userAgent } })
    expect(await eventsOf(message)).toEqual([{ kind: 'opened', agent, url: null }])
    expect((await messageRow(database.sql, message)).opened_at).toBeNull()
  })

  test('HEAD, a prefetch and a wrong token answer with the picture and record nothing', async () => {
    const message = await sent()
    const good = token('open', message)
    await ask(`/t/o/${good}.gif`, { method: 'HEAD' })
    await ask(`/t/o/${good}.gif`, { headers: { 'sec-purpose': 'prefetch' } })
    expect((await ask(`/t/o/${good}x.gif`)).status).toBe(200)
    expect(await eventsOf(message)).toEqual([])
  })
})

describe('a notification', () => {
  const SHOP = 'https://shop.test/cart'
  test('that was shown did arrive, once, and nobody has opened it', async () => {
    const message = await sent([SHOP], 'push')
    await database.sql`update messages set status = 'uncertain', sent_at = null where id = ${message.id}`
    for (const at of [1_000, 9_000]) await ask(`/t/o/${token('open', message)}.gif`, { at })
    expect(await eventsOf(message)).toEqual([{ kind: 'delivered', agent: 'person', url: null }])
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'sent',
      delivered_at: new Date(NOW.getTime() + 1_000),
      opened_at: null,
    })
    expect(await toldOf(message)).toEqual([])
  })

  test('is opened by its click, which leads to the shop', async () => {
    const message = await sent([SHOP], 'push')
    const answer = await ask(`/t/c/${token('click', message)}`, { at: 1_000 })
    expect([answer.status, answer.headers?.location]).toEqual([302, SHOP])
    await ask(`/t/c/${token('click', message)}`, { at: 9_000 })
    const kinds = (await eventsOf(message)).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['clicked', 'clicked', 'opened'])
    const at = new Date(NOW.getTime() + 1_000)
    expect(await messageRow(database.sql, message)).toMatchObject({ opened_at: at, clicked_at: at })
    await expect
      .poll(() => toldOf(message))
      .toEqual([{ event: 'Clicked Link' }, { event: 'Clicked Link' }, { event: 'Opened Push' }])
  })

  test('can be unsubscribed from by its own link', async () => {
    const message = await sent([], 'push')
    await ask(`/t/u/${token('unsubscribe', message)}`, { method: 'POST' })
    const said =
      await database.sql`select channel, status from consents where profile_id = ${message.profileId}`
    expect(said).toEqual([{ channel: 'push', status: 'unsubscribed' }])
  })
})

describe('clicks', () => {
  const LINKS = [
    'https://shop.test/cart?x=1&y=2',
    'https://shop.test/b',
    'https://shop.test/c',
    'javascript:alert(1)',
  ]

  test('a link leads to its own target and is recorded', async () => {
    const message = await sent(LINKS)
    const answer = await ask(`/t/c/${token('click', message, 0)}`)
    expect([answer.status, answer.headers?.location]).toEqual([302, 'https://shop.test/cart?x=1&y=2'])
    expect(await eventsOf(message)).toEqual([{ kind: 'clicked', agent: 'person', url: LINKS[0] }])
    expect((await messageRow(database.sql, message)).clicked_at).toEqual(NOW)
  })

  test('HEAD redirects and records nothing', async () => {
    const message = await sent(LINKS)
    expect((await ask(`/t/c/${token('click', message, 1)}`, { method: 'HEAD' })).status).toBe(302)
    expect(await eventsOf(message)).toEqual([])
  })

  test('nothing but the message’s own list can be led to', async () => {
    const message = await sent(LINKS)
    const good = token('click', message, 0)
    const [payload = '', signature = ''] = good.split('.')
    const other = Buffer.from(payload, 'base64url')
    other.writeUInt16BE(1, 17)
    const attempts = [
      `${good}x`,
      good.slice(0, -1),
      `${payload}.`,
      payload,
      `${other.toString('base64url')}.${signature}`,
      `${payload}.${signature}.x`,
      token('open', message, 0),
      token('unsubscribe', message, 0),
      token('click', message, 3),
      token('click', message, 4),
      token('click', { ...message, id: '0197a000-0000-7000-8000-000000000000' }, 0),
      'https://evil.test',
    ]
    for (const attempt of attempts) {
      const answer = await ask(`/t/c/${attempt}?url=https://evil.test`)
      expect([attempt, answer.status, answer.headers?.location]).toEqual([attempt, 404, undefined])
    }
    expect(await eventsOf(message)).toEqual([])
  })

  test('a scanner that follows every link at once is found out, and its first clicks too', async () => {
    const message = await sent(LINKS)
    for (const [n, at] of [0, 300, 600].entries()) await ask(`/t/c/${token('click', message, n)}`, { at })
    expect((await eventsOf(message)).map(({ agent }) => agent)).toEqual(['bot', 'bot', 'bot'])
    expect((await messageRow(database.sql, message)).clicked_at).toBeNull()
    await ask(`/t/c/${token('click', message, 0)}`, { at: 60_000 })
    expect((await messageRow(database.sql, message)).clicked_at).toEqual(new Date(NOW.getTime() + 60_000))
  })

  test('a message that was moved by a merge is still found', async () => {
    const message = await sent(LINKS)
    const elsewhere = { ...message, part: (message.part + 7) % PARTS }
    await database.sql`update messages set part = ${elsewhere.part} where id = ${message.id}`
    expect((await ask(`/t/c/${token('click', message, 1)}`)).headers?.location).toBe(LINKS[1])
    expect((await messageRow(database.sql, elsewhere)).clicked_at).toEqual(NOW)
  })
})

describe('unsubscribe', () => {
  const ledger = ({ profileId }: SeededMessage) =>
    database.sql`select channel, kind, status, source from consents where profile_id = ${profileId} order by time`

  test('one click is enough, and saying it twice adds nothing', async () => {
    const message = await sent()
    const path = `/t/u/${token('unsubscribe', message)}`
    const click = { method: 'POST', body: 'List-Unsubscribe=One-Click' }
    expect((await ask(path, click)).status).toBe(200)
    expect((await ask(path, { ...click, at: 1_000 })).status).toBe(200)
    expect(await ledger(message)).toEqual([
      { channel: 'email', kind: 'marketing', status: 'unsubscribed', source: 'one_click' },
    ])
    expect((await eventsOf(message)).map(({ kind }) => kind)).toEqual(['unsubscribed'])
  })

  test('the page’s form comes back to the page, and can undo it', async () => {
    const message = await sent()
    const path = `/t/u/${token('unsubscribe', message)}`
    const answer = await ask(path, { method: 'POST', body: 'page=1&action=unsubscribe' })
    expect([answer.status, answer.headers?.location]).toEqual([
      303,
      `/unsubscribe/${token('unsubscribe', message)}?done=1`,
    ])
    await ask(path, { method: 'POST', body: 'page=1&action=subscribe', at: 1_000 })
    expect((await ledger(message)).map(({ status }) => status)).toEqual(['unsubscribed', 'subscribed'])
  })

  test('a wrong token changes nothing', async () => {
    const message = await sent()
    for (const wrong of [token('click', message), `${token('unsubscribe', message)}x`, 'x']) {
      expect((await ask(`/t/u/${wrong}`, { method: 'POST' })).status).toBe(404)
    }
    expect(await ledger(message)).toEqual([])
  })

  test('looking at the address changes nothing either', async () => {
    const message = await sent()
    expect((await ask(`/t/u/${token('unsubscribe', message)}`)).status).toBe(302)
    expect(await ledger(message)).toEqual([])
  })
})

describe('Twilio', () => {
  let connectionId = ''
  beforeAll(async () => {
    connectionId = await seedConnection(runtime, shop, {
      channel: 'sms',
      provider: 'twilio',
      settings: { accountSid: 'AC1', from: '+15005550006' },
      secrets: { authToken: 'token' },
    })
  })

  const signed = (path: string, form: Record<string, string>, authToken = 'token') => {
    const params = new URLSearchParams(form)
    const signature = twilioSignature(authToken, `https://akis.test${path}`, params)
    return ask(path, {
      method: 'POST',
      body: params.toString(),
      headers: { 'x-twilio-signature': signature },
    })
  }

  async function sms(status = 'sent') {
    const message = await sent([], 'sms')
    await database.sql`update messages set connection_id = ${connectionId}, status = ${status} where id = ${message.id}`
    return message
  }

  test('a delivery is noted once', async () => {
    const message = await sms()
    const path = `/t/s/${token('status', message)}`
    for (const MessageStatus of ['sent', 'delivered', 'delivered']) {
      expect((await signed(path, { MessageStatus, MessageSid: 'SM1' })).status).toBe(204)
    }
    expect((await eventsOf(message)).map(({ kind }) => kind)).toEqual(['delivered'])
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'sent', delivered_at: NOW })
  })

  test('a failure on the way is a failure, with Twilio’s code', async () => {
    const message = await sms()
    await signed(`/t/s/${token('status', message)}`, {
      MessageStatus: 'undelivered',
      MessageSid: 'SM1',
      ErrorCode: '30003',
    })
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'failed',
      reason: 'undelivered',
      detail: { code: '30003' },
    })
  })

  test('an uncertain message turns out to have been sent', async () => {
    const message = await sms('uncertain')
    await signed(`/t/s/${token('status', message)}`, { MessageStatus: 'sent', MessageSid: 'SM9' })
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'sent',
      provider_message_id: 'SM9',
    })
  })

  test('without the right signature nothing is believed', async () => {
    const message = await sms()
    const path = `/t/s/${token('status', message)}`
    expect(await signed(path, { MessageStatus: 'failed' }, 'other')).toMatchObject({ body: 'forbidden' })
    expect(await ask(path, { method: 'POST', body: 'MessageStatus=failed' })).toMatchObject({
      body: 'forbidden',
    })
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'sent' })
  })

  test('STOP ends SMS to the number, START renews it', async () => {
    const path = `/t/twilio/${connectionId}`
    const standing = () => database.sql`
      select reason from suppressions where channel = 'sms' and address_hash = ${addressHash(shop.workspaceId, '+905559998877')}`
    const answer = await signed(path, { From: '+905559998877', Body: 'İptal', MessageSid: 'SM2' })
    expect([answer.status, String(answer.body)]).toEqual([
      200,
      expect.stringContaining('<Response></Response>'),
    ])
    expect(await standing()).toEqual([{ reason: 'stop' }])
    await signed(path, { From: '+905559998877', Body: 'Siparişim nerede?', MessageSid: 'SM3' })
    expect(await standing()).toHaveLength(1)
    await signed(path, { From: '+905559998877', Body: 'START', MessageSid: 'SM4' })
    expect(await standing()).toEqual([])
    expect(await signed(path, { From: '+1', Body: 'STOP' }, 'other')).toMatchObject({ body: 'forbidden' })
  })
})
