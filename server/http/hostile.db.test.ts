import type { Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { testRuntime } from '../services/messages/testing/seed.ts'
import { routeBatch } from '../services/runs/route.ts'
import {
  bearer,
  EVENT,
  event,
  HOSTILE_EVENTS,
  HOSTILE_PROFILES,
  type Hostile,
} from './testing/hostile-requests.ts'
import { HOSTILE_SUBSCRIPTIONS } from './testing/hostile-subscriptions.ts'
import { listen, type TestShop, testKey, testShop } from './testing/shop-server.ts'

const database = testDatabase()
let shop: TestShop
let other: TestShop
let revokedKey: string
let url: string
let server: Server

beforeAll(async () => {
  const runtime = testRuntime(database)
  shop = await testShop(database.sql)
  other = await testShop(database.sql)
  revokedKey = await testKey(database.sql, shop.workspaceId, ['ingest'], 'secret', new Date())
  const listening = await listen(runtime)
  url = listening.url
  server = listening.server
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

interface Problem {
  status: number
  code: string
  title: string
  errors: { pointer: string; code: string; message: string }[]
}

function send({ body, headers, path = '/api/v1/events' }: Pick<Hostile, 'body' | 'headers' | 'path'>) {
  return fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...bearer(shop.secretKey),
      ...headers?.({ revoked: revokedKey, readOnly: shop.readKey }),
    },
    body: typeof body === 'string' || body instanceof Buffer ? (body as BodyInit) : JSON.stringify(body),
  })
}

async function stored(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    select (select count(*) from inbox)::int + (select count(*) from event_keys)::int
      + (select count(*) from profiles)::int + (select count(*) from consents)::int
      + (select count(*) from push_subscriptions)::int as n`
  return row!.n
}

describe('a hostile request is refused with a problem that names the field, and leaves nothing', () => {
  it.each([...HOSTILE_EVENTS, ...HOSTILE_PROFILES, ...HOSTILE_SUBSCRIPTIONS])('$why', async (hostile) => {
    const { status, names = [], code } = hostile
    const before = await stored()
    const answer = await send(hostile)
    const problem = (await answer.json()) as Problem
    expect({ status: answer.status, problem }).toMatchObject({ status, problem: { status } })
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(problem.errors.map((error) => error.pointer)).toEqual(expect.arrayContaining(names))
    for (const error of problem.errors)
      expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String) })
    if (status === 422) expect(problem.errors.length).toBeGreaterThan(0)
    if (code) expect(problem.code).toBe(code)
    expect(await stored()).toBe(before)
  })

  it('has a table of at least sixty', () => {
    expect(HOSTILE_EVENTS.length + HOSTILE_PROFILES.length).toBeGreaterThanOrEqual(60)
  })
})

describe('what looks like an attack but is text is kept as it is', () => {
  const ATTACKS = [
    `'; drop table events; --`,
    `{{ 'a' | append: 'b' }}{% for i in (1..9) %}{% endfor %}`,
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '{7*7} #{7*7} $(reboot) `reboot`',
    '../../etc/passwd',
    '\u202e\u0007\u001b[31m',
    'constructor',
    '=cmd|calc!A0',
  ]

  it.each(ATTACKS)('%j', async (text) => {
    const body = {
      event: `A ${text}`.slice(0, 128),
      id: `literal ${text}`,
      profile: { external_id: text, first_name: text, [text]: text },
      properties: { [text]: { constructor: text, toString: text } },
    }
    const answer = await send({ body })
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 202,
      body: { accepted: 1 },
    })
    const [row] = await database.sql<{ payload: Record<string, unknown> }[]>`
      select payload from inbox where payload->>'key' = ${`literal ${text}`}`
    expect(row!.payload).toMatchObject({
      event: body.event,
      identifiers: { external_id: text },
      profile: { first_name: text, properties: { [text]: text } },
      properties: body.properties,
    })
  })
})

describe('good neighbours of bad events are kept', () => {
  it('keeps 2 of 4 and names the others by index and pointer', async () => {
    const events = [
      event({ id: 'n1' }),
      event({ event: 3 }),
      event({ id: 'n2' }),
      event({ id: 'n3', value: 'x' }),
    ]
    const answer = await send({ body: { events } })
    expect(answer.status).toBe(202)
    expect(await answer.json()).toMatchObject({
      accepted: 2,
      duplicates: 0,
      rejected: [
        { index: 1, errors: [{ pointer: '/events/1/event' }] },
        { index: 3, errors: [{ pointer: '/events/3/value' }] },
      ],
    })
  })

  it('reads gzip', async () => {
    const body = gzipSync(JSON.stringify(event({ id: 'zipped' })))
    const answer = await send({ body, headers: () => ({ 'content-encoding': 'gzip' }) })
    expect(await answer.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [] })
  })
})

describe('keys keep shops apart', () => {
  it('stores an event in the workspace of its key, whatever the body says', async () => {
    await send({ body: event({ id: 'mine' }), headers: () => bearer(other.secretKey) })
    const [row] = await database.sql`select workspace_id from inbox where payload->>'key' = 'mine'`
    expect(row).toEqual({ workspace_id: other.workspaceId })
  })

  it('treats one id in two shops as two events', async () => {
    await send({ body: event({ id: 'shared' }) })
    const answer = await send({ body: event({ id: 'shared' }), headers: () => bearer(other.secretKey) })
    expect(await answer.json()).toMatchObject({ accepted: 1, duplicates: 0 })
  })

  it('lets a revoked key work no longer than five seconds', async () => {
    const key = await testKey(database.sql, shop.workspaceId, ['ingest'])
    expect((await send({ body: EVENT, headers: () => bearer(key) })).status).toBe(202)
    await database.sql`update api_keys set revoked_at = ${new Date()} where prefix = ${key.slice(0, 8)}`
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    expect((await send({ body: EVENT, headers: () => bearer(key) })).status).toBe(401)
  })
})

describe('a public key', () => {
  const profiles = (body: object, key: string) =>
    send({ body, path: '/api/v1/profiles', headers: () => bearer(key) })

  it('records events, marked as a browser’s', async () => {
    const answer = await send({ body: event({ id: 'browser' }), headers: () => bearer(shop.publicKey) })
    expect(answer.status).toBe(202)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const [row] =
      await database.sql`select payload->'public' as public from inbox where payload->>'key' = 'browser'`
    expect(row).toEqual({ public: true })
  })

  it('can’t give a known person another address, nor learn that they are known', async () => {
    const made = await profiles({ external_id: 'c-1', email: 'first@example.com' }, shop.secretKey)
    expect(made.status).toBe(201)
    const { id } = (await made.json()) as { id: string }
    const tried = await profiles({ external_id: 'c-1', email: 'thief@example.com' }, shop.publicKey)
    expect({ status: tried.status, body: await tried.json() }).toEqual({
      status: 202,
      body: { accepted: true },
    })
    const [row] = await database.sql`select email from profiles where id = ${id}`
    expect(row).toEqual({ email: 'first@example.com' })
    expect((await database.sql`select 1 from identifiers where value = 'thief@example.com'`).length).toBe(0)
  })

  it('can’t unsubscribe people', async () => {
    const consents = [{ channel: 'email', status: 'unsubscribed' }]
    const answer = await profiles({ email: 'first@example.com', consents }, shop.publicKey)
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 403,
      body: { errors: [{ pointer: '/consents/0/status' }] },
    })
  })

  it('can’t make two known people one by an event', async () => {
    const one = await profiles({ external_id: 'c-7', phone: '0532 111 22 77' }, shop.secretKey)
    const two = await profiles({ email: 'seven@example.com' }, shop.secretKey)
    const claim = { external_id: 'c-7', email: 'seven@example.com', phone: '0532 111 22 78' }
    await send({
      body: { event: 'Claimed', id: 'claim', profile: claim },
      headers: () => bearer(shop.publicKey),
    })
    const parts = await database.sql<
      { part: number }[]
    >`select distinct part from inbox where payload->>'key' = 'claim'`
    for (const { part } of parts)
      await routeBatch({ sql: database.sql, parts: [part], now: new Date(), limit: 500 })
    expect([one.status, two.status]).toEqual([201, 201])
    const known = await database.sql`
      select external_id, email, phone, merged_into from profiles
      where workspace_id = ${shop.workspaceId} and (external_id = 'c-7' or email = 'seven@example.com')
      order by external_id`
    expect(known).toEqual([
      { external_id: 'c-7', email: null, phone: '+905321112277', merged_into: null },
      { external_id: null, email: 'seven@example.com', phone: null, merged_into: null },
    ])
    expect(await database.sql`select 1 from events where name = 'Claimed'`).toHaveLength(1)
  })

  it('is told by a preflight that any page may call', async () => {
    const answer = await fetch(`${url}/api/v1/events`, { method: 'OPTIONS' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization')
  })
})

describe('POST /profiles', () => {
  const call = async (body: object) => {
    const answer = await send({ body, path: '/api/v1/profiles' })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  it('makes, changes and clears', async () => {
    const made = await call({
      email: ' AYŞE.ALİ@Example.COM ',
      phone: '0532 111 22 33',
      first_name: 'Ayşe',
      city: 'İzmir',
      consents: [{ channel: 'email', status: 'subscribed' }],
    })
    expect(made).toMatchObject({
      status: 201,
      body: { email: 'ayşe.ali@example.com', phone: '+905321112233', properties: { city: 'İzmir' } },
    })
    const changed = await call({ phone: '+905321112233', first_name: null, city: null, age: 3 })
    expect(changed).toMatchObject({
      status: 200,
      body: { id: made.body.id, first_name: null, properties: { age: 3 } },
    })
  })
})

describe('when the database is away', () => {
  it('answers 503 with Retry-After', async () => {
    const { openPool } = await import('#db/client.ts')
    const sql = openPool('postgres://nobody@127.0.0.1:1/none', { max: 1 })
    const away = await listen({ ...testRuntime(database), sql })
    const answer = await fetch(`${away.url}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(shop.secretKey) },
      body: JSON.stringify(EVENT),
    })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await answer.json()).toMatchObject({ code: 'unavailable' })
    expect((await fetch(`${away.url}/health/ready`)).status).toBe(503)
    expect((await fetch(`${away.url}/health/live`)).status).toBe(200)
    await sql.end({ timeout: 0 })
    away.server.close()
  })
})
