import { gzipSync } from 'node:zlib'

/** Keys of the shop that the requests go to. */
export interface Keys {
  revoked: string
  readOnly: string
}

type Body = string | Buffer | object

/** A request that must be refused. */
export interface Hostile {
  /** What is wrong. */
  why: string
  body: Body
  status: number
  /** Pointers that the answer must name. */
  names?: string[]
  code?: string
  headers?: (keys: Keys) => Record<string, string>
  path?: string
}

export const EVENT = { event: 'Added to Cart', profile: { email: 'ayse@example.com' } }
export const event = (changes: object) => ({ ...EVENT, ...changes })
const person = (changes: object) => ({ ...EVENT, profile: { ...EVENT.profile, ...changes } })
const props = (properties: unknown) => event({ properties })
/** JSON text with a raw piece in it that JSON.stringify would not write. */
const raw = (json: object, piece: string) => JSON.stringify(json).replace('"@@"', piece)
const nested = (depth: number): object => (depth === 1 ? { end: 1 } : { in: nested(depth - 1) })
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]))

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

export const HOSTILE_EVENTS: Hostile[] = [
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
  {
    why: 'a time six minutes ahead',
    body: event({ time: new Date(Date.now() + 6 * 60_000).toISOString() }),
    status: 422,
    names: ['/time'],
  },
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
  { why: 'a revoked key', body: EVENT, status: 401, headers: ({ revoked }) => bearer(revoked) },
  { why: 'a key that may only read', body: EVENT, status: 403, headers: ({ readOnly }) => bearer(readOnly) },
  {
    why: 'Basic instead of Bearer',
    body: EVENT,
    status: 401,
    headers: () => ({ authorization: `Basic ${btoa('a:b')}` }),
  },
]

export const HOSTILE_PROFILES: Hostile[] = [
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
