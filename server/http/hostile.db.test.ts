import type { Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { testRuntime } from '../services/messages/testing/seed.ts'
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

type Body = string | Buffer | object
interface Hostile {
  /** What is wrong. */
  why: string
  body: Body
  status: number
  /** Pointers that the answer must name. */
  names?: string[]
  code?: string
  headers?: () => Record<string, string>
  path?: string
}

const EVENT = { event: 'Added to Cart', profile: { email: 'ayse@example.com' } }
const event = (changes: object) => ({ ...EVENT, ...changes })
const person = (changes: object) => ({ ...EVENT, profile: { ...EVENT.profile, ...changes } })
const props = (properties: unknown) => event({ properties })
/** JSON text with a raw piece in it that JSON.stringify would not write. */
const raw = (json: object, piece: string) => JSON.stringify(json).replace('"@@"', piece)
const nested = (depth: number): object => (depth === 1 ? { end: 1 } : { in: nested(depth - 1) })
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]))

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

const EVENTS: Hostile[] = [
  { why: 'no JSON at all', body: 'event=Added', status: 400, code: 'malformed' },
  { why: 'JSON that ends too early', body: '{"event":"A"', status: 400, code: 'malformed' },
  { why: 'a trailing comma', body: '{"event":"A",}', status: 400, code: 'malformed' },
  { why: 'NaN', body: '{"event":"A","value":NaN}', status: 400, code: 'malformed' },
  { why: 'an empty body', body: '', status: 400, code: 'malformed' },
  { why: 'a byte order mark of UTF-16', body: Buffer.from('\ufeff{"event":"A"}', 'utf16le'), status: 400 },
  {
    why: 'bad UTF-8',
    body: Buffer.concat([Buffer.from('{"event":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    status: 400,
  },
  {
    why: 'overlong UTF-8',
    body: Buffer.concat([Buffer.from('{"event":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
    status: 400,
  },
  { why: 'null', body: 'null', status: 422, names: [''] },
  { why: 'a number', body: '42', status: 422, names: [''] },
  { why: 'a text', body: '"Added to Cart"', status: 422, names: [''] },
  { why: 'a list without its object', body: JSON.stringify([EVENT]), status: 422, names: [''] },
  { why: 'nothing in it', body: {}, status: 422, names: ['/event', '/profile'] },
  { why: 'an empty list', body: { events: [] }, status: 422, names: ['/events'] },
  { why: 'events that are an object', body: { events: EVENT }, status: 422, names: ['/events'] },
  { why: '1,001 events', body: { events: Array(1001).fill(EVENT) }, status: 422, names: ['/events'] },
  {
    why: 'a field beside events',
    body: { events: [EVENT], writeKey: 'x' },
    status: 422,
    names: ['/writeKey'],
  },
  {
    why: 'only bad events',
    body: { events: [event({ event: 1 }), event({ time: 'x' })] },
    status: 422,
    names: ['/events/0/event', '/events/1/time'],
  },
  { why: 'an event that is a list', body: { events: [[]] }, status: 422, names: ['/events/0'] },
  { why: 'a name that is a number', body: event({ event: 7 }), status: 422, names: ['/event'] },
  { why: 'an empty name', body: event({ event: '  ' }), status: 422, names: ['/event'] },
  {
    why: 'a name of 129 characters',
    body: event({ event: 'a'.repeat(129) }),
    status: 422,
    names: ['/event'],
  },
  { why: 'NUL in the name', body: event({ event: 'a\u0000b' }), status: 422, names: ['/event'] },
  { why: 'NUL in the id', body: event({ id: '\u0000' }), status: 422, names: ['/id'] },
  {
    why: 'NUL in a property',
    body: props({ a: { b: ['x\u0000'] } }),
    status: 422,
    names: ['/properties/a/b/0'],
  },
  {
    why: 'NUL in a property’s name',
    body: props({ 'a\u0000': 1 }),
    status: 422,
    names: ['/properties/a\u0000'],
  },
  {
    why: 'NUL in an identifier',
    body: person({ external_id: 'x\u0000' }),
    status: 422,
    names: ['/profile/external_id'],
  },
  {
    why: 'a lone high surrogate',
    body: raw(props({ a: '@@' }), '"\\ud83d"'),
    status: 422,
    names: ['/properties/a'],
  },
  {
    why: 'a lone low surrogate',
    body: raw(person({ first_name: '@@' }), '"\\udc00x"'),
    status: 422,
    names: ['/profile/first_name'],
  },
  {
    why: 'a lone surrogate in the name',
    body: raw(event({ event: '@@' }), '"\\ud800"'),
    status: 422,
    names: ['/event'],
  },
  {
    why: '__proto__ among properties',
    body: '{"event":"A","profile":{"email":"a@b.co"},"properties":{"__proto__":{"admin":true}}}',
    status: 422,
    names: ['/properties/__proto__'],
  },
  {
    why: '__proto__ in a profile',
    body: '{"event":"A","profile":{"email":"a@b.co","__proto__":{"x":1}}}',
    status: 422,
    names: ['/profile/__proto__'],
  },
  {
    why: '__proto__ deep inside',
    body: '{"event":"A","profile":{"email":"a@b.co"},"properties":{"a":[{"__proto__":1}]}}',
    status: 422,
    names: ['/properties/a/0/__proto__'],
  },
  {
    why: '__proto__ beside event',
    body: '{"event":"A","profile":{"email":"a@b.co"},"__proto__":{"event":"B"}}',
    status: 422,
    names: ['/__proto__'],
  },
  { why: '401 properties', body: props(many(401)), status: 422, names: ['/properties'] },
  { why: '401 properties of a person', body: person(many(401)), status: 422, names: ['/profile'] },
  { why: 'depth 11', body: props(nested(11)), status: 422, names: [`/properties${'/in'.repeat(10)}`] },
  {
    why: 'depth 100,000',
    body: `{"event":"A","profile":{"email":"a@b.co"},"properties":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    status: 422,
  },
  {
    why: 'a text of 100,001 bytes',
    body: props({ a: 'a'.repeat(100_001) }),
    status: 422,
    names: ['/properties/a'],
  },
  {
    why: 'a text of 60,000 letters that are two bytes each',
    body: props({ a: 'ş'.repeat(60_000) }),
    status: 422,
    names: ['/properties/a'],
  },
  { why: 'a property’s name of 300 characters', body: props({ ['n'.repeat(300)]: 1 }), status: 422 },
  { why: 'properties that are a list', body: props([1]), status: 422, names: ['/properties'] },
  {
    why: 'a number beyond all',
    body: raw(props({ a: '@@' }), '1e400'),
    status: 422,
    names: ['/properties/a'],
  },
  {
    why: 'a whole number that can’t be kept',
    body: raw(props({ a: '@@' }), '12345678901234567890'),
    status: 422,
    names: ['/properties/a'],
  },
  { why: 'a time six minutes ahead', body: () => 0, status: 422, names: ['/time'] } as unknown as Hostile,
  {
    why: 'a time without an offset',
    body: event({ time: '2026-01-01T10:00:00' }),
    status: 422,
    names: ['/time'],
  },
  { why: 'a date alone', body: event({ time: '2026-01-01' }), status: 422, names: ['/time'] },
  { why: '30 February', body: event({ time: '2026-02-30T10:00:00Z' }), status: 422, names: ['/time'] },
  { why: 'hour 25', body: event({ time: '2026-02-20T25:00:00Z' }), status: 422, names: ['/time'] },
  { why: 'a time in seconds', body: event({ time: 1_700_000_000 }), status: 422, names: ['/time'] },
  { why: 'the year 99999', body: event({ time: '+099999-01-01T00:00:00Z' }), status: 422, names: ['/time'] },
  { why: 'the year 0', body: event({ time: '0000-01-01T00:00:00Z' }), status: 422, names: ['/time'] },
  { why: 'no person', body: { event: 'A' }, status: 422, names: ['/profile'] },
  {
    why: 'a person that is a text',
    body: event({ profile: 'ayse@example.com' }),
    status: 422,
    names: ['/profile'],
  },
  {
    why: 'a person without identifiers',
    body: event({ profile: { first_name: 'Ayşe' } }),
    status: 422,
    names: ['/profile'],
  },
  {
    why: 'an e-mail without @',
    body: event({ profile: { email: 'ayse.example.com' } }),
    status: 422,
    names: ['/profile/email'],
  },
  {
    why: 'an e-mail with a line break',
    body: event({ profile: { email: 'a@b.co\r\nBcc: c@d.co' } }),
    status: 422,
    names: ['/profile/email'],
  },
  {
    why: 'two e-mails in one',
    body: event({ profile: { email: 'a@b.co,c@d.co' } }),
    status: 422,
    names: ['/profile/email'],
  },
  {
    why: 'an e-mail that is an object',
    body: event({ profile: { email: { $ne: '' } } }),
    status: 422,
    names: ['/profile/email'],
  },
  {
    why: 'a phone that is none',
    body: event({ profile: { phone: '12' } }),
    status: 422,
    names: ['/profile/phone'],
  },
  {
    why: 'a phone in words',
    body: event({ profile: { phone: 'call me' } }),
    status: 422,
    names: ['/profile/phone'],
  },
  {
    why: 'a phone that is a number',
    body: event({ profile: { phone: 905321112233 } }),
    status: 422,
    names: ['/profile/phone'],
  },
  {
    why: 'an empty external id',
    body: event({ profile: { external_id: '' } }),
    status: 422,
    names: ['/profile/external_id'],
  },
  {
    why: 'an external id of 300 characters',
    body: event({ profile: { external_id: 'x'.repeat(300) } }),
    status: 422,
    names: ['/profile/external_id'],
  },
  {
    why: 'a zone that is none',
    body: person({ time_zone: 'Mars/Olympus' }),
    status: 422,
    names: ['/profile/time_zone'],
  },
  {
    why: 'a first name that is a list',
    body: person({ first_name: ['A'] }),
    status: 422,
    names: ['/profile/first_name'],
  },
  { why: 'a value in words', body: event({ value: 'ten' }), status: 422, names: ['/value'] },
  { why: 'a value with a comma', body: event({ value: '1.234,50' }), status: 422, names: ['/value'] },
  { why: 'a value of 15 digits', body: event({ value: '123456789012345' }), status: 422, names: ['/value'] },
  { why: 'a value beyond all', body: raw(event({ value: '@@' }), '1e999'), status: 422, names: ['/value'] },
  { why: 'a value that is true', body: event({ value: true }), status: 422, names: ['/value'] },
  { why: 'a currency that is none', body: event({ currency: 'ZZZ' }), status: 422, names: ['/currency'] },
  { why: 'a currency sign', body: event({ currency: '₺' }), status: 422, names: ['/currency'] },
  { why: 'backfill in words', body: event({ backfill: 'yes' }), status: 422, names: ['/backfill'] },
  { why: 'an id that is a number', body: event({ id: 5 }), status: 422, names: ['/id'] },
  { why: 'an id of 300 characters', body: event({ id: 'x'.repeat(300) }), status: 422, names: ['/id'] },
  {
    why: 'a field nobody knows',
    body: event({ tiem: '2026-01-01T00:00:00Z' }),
    status: 422,
    names: ['/tiem'],
  },
  {
    why: 'everything wrong at once',
    body: { event: '', time: 'x', profile: { email: '@' }, value: 'x', currency: 'x', backfill: 1 },
    status: 422,
    names: ['/event', '/time', '/profile/email', '/value', '/currency', '/backfill'],
  },
  { why: '6 MB', body: `{"event":"${'a'.repeat(6_000_000)}"}`, status: 413, code: 'too_large' },
  {
    why: 'a gzip bomb',
    body: gzipSync(Buffer.alloc(50_000_000, 0x20)),
    status: 413,
    headers: () => ({ 'content-encoding': 'gzip' }),
  },
  {
    why: 'gzip that is none',
    body: 'not gzip',
    status: 400,
    headers: () => ({ 'content-encoding': 'gzip' }),
  },
  {
    why: 'an encoding we don’t read',
    body: EVENT,
    status: 415,
    headers: () => ({ 'content-encoding': 'br' }),
  },
  {
    why: 'a form',
    body: 'event=A',
    status: 415,
    headers: () => ({ 'content-type': 'application/x-www-form-urlencoded' }),
  },
  { why: 'XML', body: '<event/>', status: 415, headers: () => ({ 'content-type': 'text/xml' }) },
  { why: 'no key', body: EVENT, status: 401, headers: () => ({ authorization: '' }) },
  { why: 'a key nobody has', body: EVENT, status: 401, headers: () => bearer('ak_nobodyhasthis') },
  { why: 'a key with SQL in it', body: EVENT, status: 401, headers: () => bearer("ak_' or 1=1 --") },
  { why: 'a revoked key', body: EVENT, status: 401, headers: () => bearer(revokedKey) },
  { why: 'a key that may only read', body: EVENT, status: 403, headers: () => bearer(shop.readKey) },
  {
    why: 'Basic instead of Bearer',
    body: EVENT,
    status: 401,
    headers: () => ({ authorization: `Basic ${btoa('a:b')}` }),
  },
]

const PROFILES: Hostile[] = [
  { why: 'nobody', body: {}, status: 422, names: [''] },
  { why: 'a list', body: [], status: 422, names: [''] },
  { why: 'a bad e-mail', body: { email: 'x' }, status: 422, names: ['/email'] },
  { why: 'NUL in a property', body: { email: 'a@b.co', city: '\u0000' }, status: 422, names: ['/city'] },
  { why: '__proto__', body: '{"email":"a@b.co","__proto__":{"x":1}}', status: 422, names: ['/__proto__'] },
  {
    why: 'consents that are none',
    body: { email: 'a@b.co', consents: 'yes' },
    status: 422,
    names: ['/consents'],
  },
  {
    why: 'an unknown channel',
    body: { email: 'a@b.co', consents: [{ channel: 'fax', status: 'subscribed' }] },
    status: 422,
    names: ['/consents/0/channel'],
  },
  {
    why: 'an unknown status',
    body: { email: 'a@b.co', consents: [{ channel: 'sms', status: 'maybe' }] },
    status: 422,
    names: ['/consents/0/status'],
  },
  {
    why: 'a consent given tomorrow',
    body: {
      email: 'a@b.co',
      consents: [{ channel: 'sms', status: 'subscribed', time: '2999-01-01T00:00:00Z' }],
    },
    status: 422,
    names: ['/consents/0/time'],
  },
  {
    why: 'a lone surrogate in evidence',
    body: '{"email":"a@b.co","consents":[{"channel":"sms","status":"subscribed","evidence":{"ip":"\\ud800"}}]}',
    status: 422,
    names: ['/consents/0/evidence/ip'],
  },
].map((one) => ({ ...one, path: '/api/v1/profiles' }))

interface Problem {
  status: number
  code: string
  title: string
  errors: { pointer: string; code: string; message: string }[]
}

function send({ body, headers, path = '/api/v1/events' }: Pick<Hostile, 'body' | 'headers' | 'path'>) {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(shop.secretKey), ...headers?.() },
    body: typeof body === 'string' || body instanceof Buffer ? (body as BodyInit) : JSON.stringify(body),
  })
}

async function stored(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    select (select count(*) from inbox)::int + (select count(*) from event_keys)::int
      + (select count(*) from profiles)::int + (select count(*) from consents)::int as n`
  return row!.n
}

describe('a hostile request is refused with a problem that names the field, and leaves nothing', () => {
  it.each([...EVENTS, ...PROFILES])('$why', async (hostile) => {
    const { status, names = [], code } = hostile
    const before = await stored()
    const ahead = event({ time: new Date(Date.now() + 6 * 60_000).toISOString() })
    const answer = await send(typeof hostile.body === 'function' ? { ...hostile, body: ahead } : hostile)
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
    expect(EVENTS.length + PROFILES.length).toBeGreaterThanOrEqual(60)
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
