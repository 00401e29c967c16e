import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ALL_PARTS, partOf } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { Flow } from '#flows/graph/flow.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { pushConnection, takesPush } from '../../testing/push-browser.ts'
import { type PushService, startPushService } from '../../testing/push-service.ts'
import { CreateConnection } from '../connections/connection-input.ts'
import { createConnection } from '../connections/create-connection.ts'
import { disableConnection } from '../connections/disable-connection.ts'
import { testConnection } from '../connections/test-connection.ts'
import { updateConnection } from '../connections/update-connection.ts'
import { addressHash } from '../consents/address-hash.ts'
import type { Ctx } from '../context.ts'
import { keepSubscription } from '../push/keep-subscription.ts'
import { deliverBatch } from './deliver.ts'
import { PreviewMessage } from './preview-input.ts'
import { previewMessage } from './preview-message.ts'
import { closeSenders } from './senders.ts'
import { testMessage } from './test-message.ts'
import {
  messageRow,
  NOW,
  pushNode,
  type SeededMessage,
  type Shop,
  seedConnection,
  seedMessage,
  seedShop,
  testRuntime,
} from './testing/seed.ts'

const database = testDatabase()
const runtime = testRuntime(database)
let service: PushService
beforeAll(async () => {
  service = await startPushService()
})
beforeEach(() => {
  service.received.length = 0
  service.answers.clear()
})
afterAll(async () => {
  closeSenders()
  await service.stop()
})

const later = (ms: number) => new Date(NOW.getTime() + ms)
async function deliver(now = NOW, using = runtime): Promise<void> {
  for (const part of ALL_PARTS) await deliverBatch({ runtime: using, parts: [part], now, limit: 100 })
}
async function connected(nodes = [pushNode()], rules = {}): Promise<Shop> {
  const shop = await seedShop(database.sql, nodes, 'implied', rules)
  await seedConnection(runtime, shop, pushConnection())
  return shop
}
let browsers = 0
async function reached(shop: Shop, person: SeededMessage, name = `browser ${++browsers}`): Promise<string> {
  const { part, profileId } = person
  await takesPush(
    database.sql,
    { part, profileId, workspaceId: shop.workspaceId },
    service.browser(name),
    NOW,
  )
  return name
}
const ctxOf = (workspaceId: string): Ctx => ({
  sql: database.sql,
  workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'owner' },
  now: NOW,
})
const liveBrowsers = async ({ part, profileId }: SeededMessage) => {
  const [row] = await database.sql<{ n: number }[]>`
    select count(*)::int as n from push_subscriptions
    where part = ${part} and profile_id = ${profileId} and gone_at is null`
  return row?.n
}

describe('a notification', () => {
  test('reaches every browser of its person, with a counted link and word of being shown', async () => {
    const shop = await connected([pushNode({ icon: 'https://shop.test/i.png' })])
    const message = await seedMessage(database.sql, shop, { node: 'push' })
    const names = [await reached(shop, message), await reached(shop, message)]
    await deliver()
    await deliver()
    expect(service.received.map(({ browser }) => browser).sort()).toEqual(names.sort())
    const [{ notice, headers }] = service.received as [(typeof service.received)[0]]
    expect(notice).toEqual({
      title: 'Ayşe, sepetiniz',
      body: 'Sizi bekliyor',
      icon: 'https://shop.test/i.png',
      url: expect.stringMatching(/^https:\/\/akis\.test\/t\/c\/[\w.-]+$/),
      shown: expect.stringMatching(/^https:\/\/akis\.test\/t\/o\/[\w.-]+\.gif$/),
      tag: message.id,
    })
    expect(headers.urgency).toBe('normal')
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'sent',
      provider: 'web_push',
      subject: 'Ayşe, sepetiniz',
      text: 'Sizi bekliyor',
      links: ['https://shop.test/cart?id=1&x=2'],
      to_address: new URL(service.url).host,
      provider_message_id: expect.stringContaining('/message/'),
    })
  })

  test('is not sent to who takes none, and none of another person’s or of a browser that is gone', async () => {
    const shop = await connected()
    const message = await seedMessage(database.sql, shop, { node: 'push' })
    await reached(shop, await seedMessage(database.sql, await connected(), { node: 'push', status: 'sent' }))
    const gone = await reached(shop, message)
    await database.sql`update push_subscriptions set gone_at = ${NOW} where profile_id = ${message.profileId}`
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'skipped',
      reason: 'no_subscription',
    })
    expect(service.received.map(({ browser }) => browser)).not.toContain(gone)
  })

  test('waits for the end of quiet hours where it is marketing', async () => {
    const shop = await connected([pushNode()], { quietHours: { from: '12:00', to: '15:00' } })
    const message = await seedMessage(database.sql, shop, { node: 'push' })
    await reached(shop, message)
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'pending',
      reason: 'quiet_hours',
      due_at: new Date('2026-11-22T12:00:00.000Z'),
    })
    await deliver(new Date('2026-11-22T12:00:00.000Z'))
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'sent' })
    const order = await connected([pushNode({ messageKind: 'transactional' })], {
      quietHours: { from: '12:00', to: '15:00' },
    })
    const shipped = await seedMessage(database.sql, order, { node: 'push' })
    await reached(order, shipped)
    await deliver()
    expect(await messageRow(database.sql, shipped)).toMatchObject({ status: 'sent' })
    expect(service.received.at(-1)?.headers.urgency).toBe('high')
  })

  test('heeds smart sending, consent and suppression of its own channel', async () => {
    const shop = await connected()
    const first = await seedMessage(database.sql, shop, { node: 'push' })
    const name = await reached(shop, first)
    await deliver()
    const second = await seedMessage(database.sql, shop, { node: 'push', person: first })
    await deliver(later(60_000))
    expect(await messageRow(database.sql, second)).toMatchObject({
      status: 'skipped',
      reason: 'smart_sending',
    })
    const [{ endpoint }] = (await database.sql`
      select endpoint from push_subscriptions where profile_id = ${first.profileId}`) as [
      { endpoint: string },
    ]
    expect(endpoint).toContain(encodeURIComponent(name))
    const hash = addressHash(shop.workspaceId, endpoint)
    await database.sql`
      insert into suppressions (part, workspace_id, channel, address_hash, reason, created_at)
      values (${partOf(shop.workspaceId, hash)}, ${shop.workspaceId}, 'push', ${hash}, 'asked', ${NOW})`
    const third = await seedMessage(database.sql, shop, { node: 'push', person: first })
    const free = await reached(shop, first)
    await deliver(later(2 * 86_400_000))
    expect(await messageRow(database.sql, third)).toMatchObject({ status: 'sent' })
    expect(service.received.slice(1).map(({ browser }) => browser)).toEqual([free])
    await database.sql`delete from push_subscriptions where endpoint like ${`%${encodeURIComponent(free)}`}`
    const fourth = await seedMessage(database.sql, shop, { node: 'push', person: first })
    await deliver(later(4 * 86_400_000))
    expect(await messageRow(database.sql, fourth)).toMatchObject({ status: 'skipped', reason: 'suppressed' })
  })

  test('forgets the browsers that are gone, and is skipped when none is left', async () => {
    const shop = await connected()
    const message = await seedMessage(database.sql, shop, { node: 'push' })
    const [old, lost] = [await reached(shop, message), await reached(shop, message)]
    service.answers.set(old, { status: 410 })
    service.answers.set(lost, { status: 503 })
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'pending', reason: 'retrying' })
    expect(await liveBrowsers(message)).toBe(1)
    service.answers.set(lost, { status: 404 })
    await deliver(later(3_600_000))
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'pending', reason: 'retrying' })
    expect(await liveBrowsers(message)).toBe(0)
    await deliver(later(7_200_000))
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'skipped',
      reason: 'no_subscription',
    })
  })

  test('whose answer was lost is uncertain, and never sent again by itself', async () => {
    const shop = await connected()
    const message = await seedMessage(database.sql, shop, { node: 'push' })
    service.answers.set(await reached(shop, message), { status: 0 })
    await deliver()
    await deliver(later(86_400_000))
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'uncertain',
      reason: 'no_answer',
    })
  })

  test('never goes into the installation’s own network, unless that is allowed', async () => {
    const guarded = testRuntime(database, { AKIS_ALLOW_PRIVATE_NETWORK: '0' })
    const shop = await connected()
    const message = await seedMessage(database.sql, shop, { node: 'push' })
    const name = await reached(shop, message)
    await deliver(NOW, guarded)
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'failed', reason: 'rejected' })
    expect(service.received.map(({ browser }) => browser)).not.toContain(name)
    closeSenders()
  })

  test('without a web address to lead to fails with the reason', async () => {
    const shop = await connected([pushNode({ url: '{{ event.nothing }}' })])
    const message = await seedMessage(database.sql, shop, { node: 'push' })
    await reached(shop, message)
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'failed',
      reason: 'render_failed',
    })
  })
})

describe('the connection', () => {
  const input = (subject: string) =>
    CreateConnection.parse({ channel: 'push', provider: 'web_push', settings: { subject } })

  test('makes its own keys, seals the private one, and keeps them when it is connected anew', async () => {
    const shop = await seedShop(database.sql, [])
    const ctx = ctxOf(shop.workspaceId)
    const made = await createConnection({ ctx, runtime, input: input('hello@shop.example') })
    expect(made).toMatchObject({
      settings: { subject: 'mailto:hello@shop.example', publicKey: expect.stringMatching(/^B[\w-]{86}$/) },
      secrets: ['privateKey'],
      inboundUrl: null,
    })
    const rows = await database.sql<{ settings: object; secrets: string }[]>`
      select settings, secrets from connections where id = ${made.id}`
    const { privateKey } = JSON.parse(runtime.secrets.open(rows[0]!.secrets))
    expect(JSON.stringify(rows[0]!.settings) + rows[0]!.secrets).not.toContain(privateKey)
    const changed = await updateConnection({
      ctx,
      runtime,
      input: { id: made.id, settings: { subject: 'two@shop.example', publicKey: 'x', privateKey: 'y' } },
    })
    expect(changed.settings).toEqual({ ...made.settings, subject: 'mailto:two@shop.example' })
    await disableConnection({ ctx, input: { id: made.id } })
    const again = await createConnection({ ctx, runtime, input: input('three@shop.example') })
    expect(again.settings.publicKey).toBe(made.settings.publicKey)
    const other = ctxOf((await seedShop(database.sql, [])).workspaceId)
    const theirs = await createConnection({ ctx: other, runtime, input: input('hello@shop.example') })
    expect(theirs.settings.publicKey).not.toBe(made.settings.publicKey)
    for (const subject of ['nobody', '', 'mailto:', 'javascript:alert(1)'])
      expect(() => input(subject)).toThrow()
  })

  test('is tested, as a draft is, in the browsers of a person who is named', async () => {
    const shop = await connected()
    const ctx = ctxOf(shop.workspaceId)
    const [{ id }] = (await database.sql`
      select id from connections where workspace_id = ${shop.workspaceId}`) as [{ id: string }]
    const { subscription } = service.browser('tester')
    const person = { identifiers: { email: 'ayse@example.com', external_id: 'c-1' }, profile: {} }
    await keepSubscription({ ctx, input: { ...person, subscription, consent: true, userAgent: null } })
    await testConnection({ ctx, runtime, input: { id, to: 'Ayse@example.com' } })
    expect(service.received[0]).toMatchObject({ browser: 'tester', notice: { title: 'Dükkân' } })
    const flow = { format: 'akis.flow/1', name: 'Sepet', nodes: [pushNode({ url: 'https://shop.test/x' })] }
    const wanted = PreviewMessage.parse({ graph: flow, node: 'push' })
    expect(await previewMessage({ ctx, input: wanted })).toMatchObject({
      channel: 'push',
      subject: 'Ayşe, sepetiniz',
      text: 'Sizi bekliyor',
      push: { url: 'https://shop.test/x', icon: null, image: null },
    })
    await testMessage({ ctx, runtime, input: { ...wanted, to: 'c-1' } })
    expect(service.received[1]?.notice).toMatchObject({
      title: 'Ayşe, sepetiniz',
      url: 'https://shop.test/x',
    })
    await expect(testMessage({ ctx, runtime, input: { ...wanted, to: 'c-2' } })).rejects.toMatchObject({
      errors: [{ pointer: '/to', code: 'invalid_address' }],
    })
  })
})

test('from the event to the browser: a cart is left, the flow pushes, and the push service takes it', async () => {
  const driven = await new DrivenShop(database.sql).open()
  const { workspaceId } = driven
  const ctx = { ...ctxOf(workspaceId), now: NOW }
  await seedConnection(runtime, { workspaceId, flowId: '', versionId: '' }, pushConnection())
  const { subscription } = service.browser('visitor')
  const identifiers = { external_id: 'c-7' }
  await keepSubscription({
    ctx,
    input: { identifiers, profile: {}, subscription, consent: true, userAgent: 'X' },
  })
  const flow = Flow.parse({
    format: 'akis.flow/1',
    name: 'Sepet',
    trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
    nodes: [
      { id: 'wait', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
      pushNode({ title: 'Sepetiniz: {{ event.cart_id }}', url: 'https://shop.test/{{ event.cart_id }}' }),
    ],
    edges: [
      { from: 'trigger', to: 'wait' },
      { from: 'wait', to: 'push' },
    ],
  })
  await driven.publish(flow)
  await driven.accept([{ event: 'Added to Cart', at: NOW, identifiers, properties: { cart_id: 'k-77' } }])
  await driven.route(NOW)
  await driven.passTime(later(3_600_000))
  await deliver(later(3_600_000))
  expect(service.received).toHaveLength(1)
  expect(service.received[0]?.notice.title).toBe('Sepetiniz: k-77')
  expect(await driven.tally()).toMatchObject({ messages: { sent: 1 } })
})
