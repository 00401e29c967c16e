import type { Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { testRuntime } from '../../services/messages/testing/seed.ts'
import { type PushService, startPushService } from '../../testing/push-service.ts'
import { bearer } from '../testing/hostile-requests.ts'
import { listen, type TestShop, testShop } from '../testing/shop-server.ts'

const database = testDatabase()
const PATH = '/api/v1/push/subscriptions'
let service: PushService
let shop: TestShop
let url: string
let server: Server

beforeAll(async () => {
  service = await startPushService()
  const listening = await listen(testRuntime(database))
  url = listening.url
  server = listening.server
})
beforeEach(async () => {
  shop = await testShop(database.sql)
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await service.stop()
})

const send = (method: 'POST' | 'DELETE', body: unknown, key = shop.secretKey) =>
  fetch(url + PATH, {
    method,
    headers: { 'content-type': 'application/json', 'user-agent': 'Firefox', ...bearer(key) },
    body: JSON.stringify(body),
  })
const subscribe = async (name: string, profile: object, more: object = {}, key = shop.secretKey) => {
  const answer = await send('POST', { ...service.browser(name), profile, ...more }, key)
  return { status: answer.status, body: (await answer.json()) as { profile?: string } }
}
const rows = () => database.sql`
  select profile_id as profile, user_agent as agent, gone_at is null as live from push_subscriptions
  where workspace_id = ${shop.workspaceId} order by created_at, endpoint_hash`
const ledger = () => database.sql`
  select profile_id as profile, channel, kind, status, source from consents
  where workspace_id = ${shop.workspaceId} order by time, recorded_at, id`

describe('subscribing', () => {
  it('keeps the browser for the person and notes their yes', async () => {
    const { status, body } = await subscribe('b1', { external_id: 'c-1', email: 'ayse@example.com' })
    expect(status).toBe(201)
    expect(await rows()).toEqual([{ profile: body.profile, agent: 'Firefox', live: true }])
    expect(await ledger()).toEqual([
      {
        profile: body.profile,
        channel: 'push',
        kind: 'marketing',
        status: 'subscribed',
        source: 'push_subscription',
      },
    ])
  })

  it('again says nothing new, so that who unsubscribed stays so', async () => {
    const first = await subscribe('b2', { external_id: 'c-1' })
    await database.sql`
      insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
      select part, gen_random_uuid(), workspace_id, id, 'push', 'marketing', 'unsubscribed', 'page', now(), now()
      from profiles where id = ${first.body.profile!}`
    const second = await subscribe('b2', { external_id: 'c-1' })
    expect([second.status, second.body]).toEqual([200, first.body])
    expect(await rows()).toHaveLength(1)
    expect((await ledger()).at(-1)).toMatchObject({ status: 'unsubscribed' })
  })

  it('without a yes where that is said', async () => {
    expect((await subscribe('b3', { external_id: 'c-1' }, { consent: false })).status).toBe(201)
    expect(await ledger()).toEqual([])
  })

  it('a shared browser belongs to who came last with it', async () => {
    const first = await subscribe('b4', { external_id: 'c-1' })
    const second = await subscribe('b4', { external_id: 'c-2' })
    expect(first.body.profile).not.toBe(second.body.profile)
    const live = (await rows()).filter((row) => row.live)
    expect(live.map((row) => row.profile)).toEqual([second.body.profile])
  })

  it('moves with a visitor who turns out to be somebody', async () => {
    await subscribe('b5', { anonymous_id: 'v-1' }, {}, shop.publicKey)
    const known = await subscribe('b6', { external_id: 'c-1' })
    const merged = await subscribe('b6', { external_id: 'c-1', anonymous_id: 'v-1' })
    expect(merged.body.profile).toBe(known.body.profile)
    expect((await rows()).map(({ profile, live }) => [profile, live])).toEqual([
      [known.body.profile, true],
      [known.body.profile, true],
    ])
  })

  it('with a public key works for the visitor alone, and tells nothing', async () => {
    const visitor = await subscribe('b7', { anonymous_id: 'v-2' }, {}, shop.publicKey)
    expect([visitor.status, visitor.body]).toEqual([202, { accepted: true }])
    await subscribe('b8', { email: 'ayse@example.com' })
    for (const profile of [{ email: 'ayse@example.com' }, { anonymous_id: 'v-3', external_id: 'c-9' }]) {
      const answer = await send('POST', { ...service.browser('b9'), profile }, shop.publicKey)
      expect(answer.status).toBe(403)
      const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
      expect(errors[0]?.pointer).toMatch(/^\/profile\/(email|external_id)$/)
    }
    expect(await rows()).toHaveLength(2)
  })

  it('is open to pages of the shop', async () => {
    const preflight = await fetch(url + PATH, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE')
    const answer = await send('POST', {})
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('leaving', () => {
  it('forgets the browser; with the last one goes the yes', async () => {
    const [one, two] = [service.browser('c1'), service.browser('c2')]
    for (const browser of [one, two]) await send('POST', { ...browser, profile: { external_id: 'c-1' } })
    const leave = ({ subscription: { endpoint } }: typeof one, key?: string) =>
      send('DELETE', { endpoint }, key)
    expect((await leave(one)).status).toBe(204)
    expect((await ledger()).at(-1)).toMatchObject({ status: 'subscribed' })
    expect((await leave(two, shop.publicKey)).status).toBe(204)
    expect((await rows()).map(({ live }) => live)).toEqual([false, false])
    expect((await ledger()).at(-1)).toMatchObject({ status: 'unsubscribed', source: 'push_subscription' })
    const before = await ledger()
    expect((await leave(two)).status).toBe(204)
    expect(await ledger()).toEqual(before)
    expect((await send('POST', { ...two, profile: { external_id: 'c-1' } })).status).toBe(201)
    expect((await ledger()).at(-1)).toMatchObject({ status: 'subscribed' })
  })

  it('touches no other shop’s', async () => {
    const browser = service.browser('c3')
    await send('POST', { ...browser, profile: { external_id: 'c-1' } })
    const mine = shop
    shop = await testShop(database.sql)
    await send('DELETE', { endpoint: browser.subscription.endpoint })
    shop = mine
    expect((await rows()).map(({ live }) => live)).toEqual([true])
  })
})
