import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { amountOf } from './amount.ts'
import { EventBody } from './event-body.ts'
import { emailOf, phoneOf } from './identifiers.ts'
import { readEvent } from './incoming-event.ts'
import { instantOf } from './rfc3339.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const read = (body: unknown) => readEvent(body as Json, '', { nowMs: NOW, country: 'TR' })

describe('an event as it is read', () => {
  it('is folded, in UTC, with its amount as text', () => {
    expect(
      read({
        event: ' Added to Cart ',
        id: 'evt_1',
        time: '2026-11-22T10:15:00.5+03:00',
        profile: { email: ' ALİ@Example.com', phone: '0532 111 22 33', first_name: 'Ali', city: 'İzmir' },
        properties: { cart_id: 'k-77' },
        value: 499.8,
        currency: 'TRY',
      }),
    ).toEqual({
      ok: true,
      event: {
        key: 'evt_1',
        event: 'Added to Cart',
        time: '2026-11-22T07:15:00.500Z',
        identifiers: { email: 'ali@example.com', phone: '+905321112233' },
        profile: { first_name: 'Ali', properties: { city: 'İzmir' } },
        properties: { cart_id: 'k-77' },
        value: '499.8',
        currency: 'TRY',
        backfill: false,
      },
    })
  })

  it('happens now when it names no time', () => {
    expect(read({ event: 'A', profile: { anonymous_id: 'x' } })).toMatchObject({
      event: { time: '2026-11-22T10:00:00.000Z', key: null },
    })
  })

  it('takes 400 properties at depth 10 and five minutes ahead, and no more', () => {
    const nested = (depth: number): object => (depth === 1 ? { end: 1 } : { in: nested(depth - 1) })
    const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${i}`, i]))
    const ok = (changes: object) => read({ event: 'A', profile: { anonymous_id: 'x' }, ...changes }).ok
    expect([ok({ properties: many(400) }), ok({ properties: many(401) })]).toEqual([true, false])
    expect([ok({ properties: nested(10) }), ok({ properties: nested(11) })]).toEqual([true, false])
    expect([ok({ time: '2026-11-22T10:05:00Z' }), ok({ time: '2026-11-22T10:05:00.001Z' })]).toEqual([
      true,
      false,
    ])
    expect([ok({ event: 'a'.repeat(128) }), ok({ event: 'a'.repeat(129) })]).toEqual([true, false])
    expect([
      ok({ properties: { a: 'a'.repeat(100_000) } }),
      ok({ properties: { a: 'a'.repeat(100_001) } }),
    ]).toEqual([true, false])
  })
})

describe('the reader and the schema of the documentation', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('a@b.co', 'x', '', ' ', 'TRY', 'EUR', '1.5', '-3', '007', '1e3'),
  )
  const scalar = fc.oneof(
    text,
    fc.integer(),
    fc.double({ min: -1e6, max: 1e6 }),
    fc.boolean(),
    fc.constant(null),
  )
  const safe = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null))
  const time = fc.oneof(
    fc.constantFrom(
      '2026-11-22T09:00:00Z',
      '2026-02-29T00:00:00Z',
      '2024-02-29T00:00:00+03:00',
      '2026-01-01',
      'x',
    ),
    scalar,
  )
  const identifier = fc.oneof(
    fc.constantFrom('c-1', 'ayse@example.com', '+905321112233', '0532 111 22 33'),
    scalar,
  )
  const body = fc.record(
    {
      event: fc.oneof(fc.constant('Added to Cart'), scalar),
      id: scalar,
      time,
      profile: fc.oneof(
        fc.record(
          { external_id: identifier, email: identifier, phone: identifier, first_name: scalar, city: safe },
          { requiredKeys: ['external_id'] },
        ),
        scalar,
      ),
      properties: fc.oneof(fc.dictionary(fc.constantFrom('a', 'b', 'c'), safe), scalar),
      value: scalar,
      currency: scalar,
      backfill: fc.oneof(fc.boolean(), scalar),
      extra: scalar,
    },
    { requiredKeys: ['event', 'profile'] },
  )

  it('take and refuse the same bodies, for the same fields', () => {
    fc.assert(
      fc.property(body, (given) => {
        // what only the reader knows: that nothing names the person
        const sent = JSON.parse(JSON.stringify(given)) as Json
        const byHand = read(sent)
        const fields = byHand.ok ? [] : byHand.faults.filter(({ code }) => code !== 'no_identifier')
        const bySchema = EventBody.safeParse(sent)
        const paths = (bySchema.error?.issues ?? []).flatMap((issue) =>
          issue.code === 'unrecognized_keys'
            ? issue.keys.map((key) => `/${key}`)
            : [`/${issue.path.join('/')}`],
        )
        expect([...new Set(fields.map(({ pointer }) => pointer))].sort()).toEqual([...new Set(paths)].sort())
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('an e-mail address', () => {
  it.each([
    ['Ayse@Example.COM', 'ayse@example.com'],
    ['ALİ@ÖRNEK.COM.TR', 'ali@örnek.com.tr'],
    ['ISIK@example.com', 'isik@example.com'],
    [' a+b@c.co ', 'a+b@c.co'],
  ])('%s is %s', (given, folded) => expect(emailOf(given)).toBe(folded))

  it.each([
    'a',
    '@b.co',
    'a@',
    'a@b',
    'a b@c.co',
    'a@b..co',
    '.a@b.co',
    'a..b@c.co',
    'a@b\n.co',
    `${'a'.repeat(65)}@b.co`,
  ])('%j is none', (given) => expect(emailOf(given)).toBeNull())
})

describe('a phone number', () => {
  it.each([
    ['0532 111 22 33', 'TR', '+905321112233'],
    ['+44 20 7946 0958', 'TR', '+442079460958'],
    ['(020) 7946 0958', 'GB', '+442079460958'],
  ])('%s in %s is %s', (given, country, e164) => expect(phoneOf(given, country)).toBe(e164))

  it.each(['', '12', 'call 0532 111 22 33 now', '+90', '+999999999999999999'])('%j is none', (given) =>
    expect(phoneOf(given, 'TR')).toBeNull(),
  )
})

describe('an amount', () => {
  it.each([
    ['499.80', '499.80'],
    [499.8, '499.8'],
    [0.1 + 0.2, '0.3'],
    ['1.23456', '1.2346'],
    ['-1.00005', '-1.0001'],
    ['-0.00', '0.00'],
    [-0, '0'],
    [1e-7, '0'],
    ['007', '7'],
    ['99999999999999.9999', '99999999999999.9999'],
  ])('%s is %s', (given, amount) => expect(amountOf(given)).toBe(amount))

  it.each([
    '',
    '1,5',
    '1e3',
    '0x10',
    '999999999999999',
    '99999999999999.99999',
    1e14,
    Number.NaN,
    null,
    true,
  ])('%s is none', (given) => expect(amountOf(given)).toBeNull())

  it('never loses or adds more than half a ten-thousandth', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (given) => {
        expect(Math.abs(Number(amountOf(given)) - given)).toBeLessThanOrEqual(0.000_051)
      }),
    )
  })
})

describe('an instant', () => {
  it('is what the platform reads, for every valid time', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), (date) => {
        expect(instantOf(date.toISOString())).toBe(date.getTime())
      }),
    )
  })

  it.each([
    ['2026-11-22T10:15:00+03:00', Date.parse('2026-11-22T10:15:00+03:00')],
    ['2026-11-22t10:15:00.123456789z', Date.parse('2026-11-22T10:15:00.123Z')],
    ['2024-02-29T00:00:00-11:30', Date.parse('2024-02-29T00:00:00-11:30')],
  ])('%s', (given, ms) => expect(instantOf(given)).toBe(ms))

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00',
    '2026-1-1',
  ])('%s is none', (given) => expect(instantOf(given)).toBeNull())
})
