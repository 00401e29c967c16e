import type { Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partOf } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { whatsappSignature } from '../../channels/whatsapp.ts'
import { listConnections } from '../../services/connections/list-connections.ts'
import { addressHash } from '../../services/consents/address-hash.ts'
import { messageToken } from '../../services/messages/message-token.ts'
import {
  messageRow,
  type SeededMessage,
  type Shop,
  seedConnection,
  seedMessage,
  seedShop,
  testRuntime,
  whatsappNode,
} from '../../services/messages/testing/seed.ts'
import { startWhatsapp, type WhatsappGraph, whatsappConnection } from '../../testing/whatsapp.ts'
import { listen } from '../testing/shop-server.ts'

const database = testDatabase()
const runtime = testRuntime(database)
let graph: WhatsappGraph
let shop: Shop
let connection: string
let url: string
let server: Server

beforeAll(async () => {
  graph = await startWhatsapp()
  shop = await seedShop(database.sql, [whatsappNode()])
  connection = await seedConnection(runtime, shop, whatsappConnection(graph))
  const listening = await listen(runtime)
  url = listening.url
  server = listening.server
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await graph.stop()
})

const callOf = (value: object, phoneNumberId = graph.phoneNumberId) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: graph.businessAccountId,
      changes: [{ field: 'messages', value: { metadata: { phone_number_id: phoneNumberId }, ...value } }],
    },
  ],
})

function post(body: unknown, secret = graph.appSecret, id = connection): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${url}/t/whatsapp/${id}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': whatsappSignature(secret, Buffer.from(text)),
    },
    body: text,
  })
}

const report = (message: SeededMessage, status: string, more: object = {}) =>
  post(
    callOf({
      statuses: [
        {
          id: 'wamid.X',
          status,
          timestamp: '1795341600',
          recipient_id: '905321112233',
          biz_opaque_callback_data: messageToken(runtime.secrets, 'status', {
            part: message.part,
            messageId: message.id,
          }),
          ...more,
        },
      ],
    }),
  )

describe('the handshake', () => {
  const ask = (query: Record<string, string>, id = connection) =>
    fetch(`${url}/t/whatsapp/${id}?${new URLSearchParams(query)}`)
  const token = async () => {
    const actor = { kind: 'system' } as const
    const ctx = { sql: database.sql, workspaceId: shop.workspaceId, actor, now: new Date() }
    const [one] = await listConnections({ ctx, runtime })
    return one!.verifyToken!
  }

  it('gives the challenge back to who has the token, and to nobody else', async () => {
    const right = {
      'hub.mode': 'subscribe',
      'hub.verify_token': await token(),
      'hub.challenge': '1158201444',
    }
    const answer = await ask(right)
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444'])
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    for (const wrong of [
      { ...right, 'hub.verify_token': 'x' },
      { ...right, 'hub.verify_token': '' },
      { ...right, 'hub.mode': 'unsubscribe' },
      {},
    ]) {
      expect((await ask(wrong as Record<string, string>)).status).toBe(403)
    }
    expect((await ask(right, '0197a000-0000-7000-8000-000000000001')).status).toBe(404)
  })
})

describe('a call', () => {
  it('that Meta did not sign changes nothing', async () => {
    const message = await seedMessage(database.sql, shop, { node: 'whatsapp', status: 'uncertain' })
    const body = callOf({ messages: [{ from: '905321112233', id: 'wamid.in', text: { body: 'STOP' } }] })
    expect((await post(body, 'another secret')).status).toBe(403)
    expect((await fetch(`${url}/t/whatsapp/${connection}`, { method: 'POST', body: '{}' })).status).toBe(403)
    expect((await post(body, graph.appSecret, '0197a000-0000-7000-8000-000000000001')).status).toBe(404)
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'uncertain' })
    const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from suppressions`
    expect(row?.n).toBe(0)
  })

  it.each(['no JSON', '[]', '{"entry":7}', '{"entry":[{"changes":[{"value":{"statuses":[{}]}}]}]}'])(
    'that is signed but makes no sense is refused: %s',
    async (text) => {
      expect((await post(text)).status).toBe(400)
    },
  )

  it('with fields of tomorrow, of other kinds or of another number is taken and left', async () => {
    for (const body of [
      { entry: [] },
      callOf({ contacts: [{ wa_id: 'x' }], errors: [{ code: 1 }] }),
      callOf({ messages: [{ from: '905321112233', id: 'w', type: 'image', image: { id: '1' } }] }),
      callOf({ messages: [{ from: '905321112233', id: 'w', text: { body: 'STOP' } }] }, '999999'),
      callOf({ statuses: [{ id: 'wamid.other', status: 'delivered' }] }),
      callOf({ statuses: [{ id: 'w', status: 'delivered', biz_opaque_callback_data: 'forged.token' }] }),
    ])
      expect((await post(body)).status).toBe(200)
    const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from suppressions`
    expect(row?.n).toBe(0)
  })
})

describe('a report', () => {
  it('settles a message whose answer was lost, and notes each thing once', async () => {
    const message = await seedMessage(database.sql, shop, { node: 'whatsapp', status: 'uncertain' })
    expect((await report(message, 'sent')).status).toBe(200)
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'sent',
      reason: null,
      provider_message_id: 'wamid.X',
      delivered_at: null,
    })
    for (const status of ['delivered', 'read', 'delivered', 'read', 'sent']) await report(message, status)
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'sent',
      delivered_at: new Date(1_795_341_600_000),
      opened_at: new Date(1_795_341_600_000),
    })
    const events = await database.sql<{ kind: string }[]>`
      select kind from message_events where message_id = ${message.id} order by kind`
    expect(events.map(({ kind }) => kind)).toEqual(['delivered', 'opened'])
    const told = () => database.sql<{ event: string }[]>`
      select payload->>'event' as event from inbox where payload->'properties'->>'message_id' = ${message.id}`
    // nobody who reports waits for the event
    await expect.poll(told).toEqual([{ event: 'Read WhatsApp' }])
  })

  it('read that comes before delivered says both', async () => {
    const message = await seedMessage(database.sql, shop, { node: 'whatsapp', status: 'sent' })
    await report(message, 'read')
    expect(await messageRow(database.sql, message)).toMatchObject({
      delivered_at: expect.any(Date),
      opened_at: expect.any(Date),
    })
  })

  it('of a failure says why, and does not undo a delivery', async () => {
    const message = await seedMessage(database.sql, shop, { node: 'whatsapp', status: 'sent' })
    const errors = [{ code: 131026, title: 'Undeliverable', error_data: { details: 'No WhatsApp there' } }]
    await report(message, 'failed', { errors })
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'failed',
      reason: 'undelivered',
      detail: { providerStatus: 'failed', code: '131026', message: 'No WhatsApp there' },
    })
    const arrived = await seedMessage(database.sql, shop, { node: 'whatsapp', status: 'sent' })
    await report(arrived, 'delivered')
    await report(arrived, 'failed', { errors })
    expect(await messageRow(database.sql, arrived)).toMatchObject({ status: 'sent' })
  })

  it('about another shop’s message is left', async () => {
    const other = await seedShop(database.sql, [whatsappNode()])
    const message = await seedMessage(database.sql, other, { node: 'whatsapp', status: 'uncertain' })
    await report(message, 'delivered')
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'uncertain' })
  })
})

describe('what a person writes', () => {
  const said = (from: string, message: object) =>
    post(callOf({ messages: [{ from, id: 'wamid.in', ...message }] }))

  it.each([
    ['905320000001', { text: { body: 'Dur' } }],
    ['905320000002', { text: { body: 'STOP' } }],
    ['905320000003', { button: { text: 'Promosyonları durdur', payload: 'x' } }],
    ['905320000004', { interactive: { button_reply: { id: '1', title: 'Stop promotions' } } }],
  ])('%s %j ends WhatsApp to that number, and START renews it', async (from, message) => {
    const phone = `+${from}`
    const person = await seedMessage(database.sql, shop, { node: 'whatsapp', profile: { phone } })
    await database.sql`
      insert into identifiers (part, workspace_id, kind, value, profile_id, created_at)
      values (${identifierPart(phone)}, ${shop.workspaceId}, 'phone', ${phone}, ${person.profileId}, now())`
    await said(from, message)
    await said(from, message)
    const hash = addressHash(shop.workspaceId, phone)
    const suppressions = () => database.sql`
      select channel, reason from suppressions where workspace_id = ${shop.workspaceId} and address_hash = ${hash}`
    const ledger = () => database.sql`
      select channel, kind, status, source from consents where profile_id = ${person.profileId} order by time, recorded_at`
    const no = { channel: 'whatsapp', kind: 'marketing', status: 'unsubscribed', source: 'whatsapp_reply' }
    expect(await suppressions()).toEqual([{ channel: 'whatsapp', reason: 'stop' }])
    expect(await ledger()).toEqual([no])
    await said(from, { text: { body: 'Başla' } })
    expect(await suppressions()).toEqual([])
    expect(await ledger()).toEqual([no, { ...no, status: 'subscribed' }])
  })

  it('is heard where it was set in WhatsApp itself', async () => {
    const set = (value: string) =>
      post(callOf({ user_preferences: [{ wa_id: '905320000009', category: 'marketing_messages', value }] }))
    const count = async () => {
      const hash = addressHash(shop.workspaceId, '+905320000009')
      return (await database.sql`select 1 from suppressions where address_hash = ${hash}`).length
    }
    await set('stop')
    expect(await count()).toBe(1)
    await set('resume')
    expect(await count()).toBe(0)
  })

  it('is left where it is a question', async () => {
    await said('905320000010', { text: { body: 'Siparişim nerede?' } })
    const hash = addressHash(shop.workspaceId, '+905320000010')
    expect(await database.sql`select 1 from suppressions where address_hash = ${hash}`).toEqual([])
  })
})

const identifierPart = (phone: string) => partOf(shop.workspaceId, `phone:${phone}`)
