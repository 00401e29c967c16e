import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { compare } from './compare.ts'
import type { Condition, Operator } from './condition.ts'
import { judge, type Subject } from './evaluate.ts'
import { factId, KnownFacts, NO_FACTS } from './facts.ts'
import { looksAtTheClock } from './problems.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const days = (amount: number) => ({ amount, unit: 'days' })

describe('operators', () => {
  it.each<[Operator, unknown, Json, boolean]>([
    ['is', 'İZMİR', 'izmir', true],
    ['is', 'Diyarbakır', 'DIYARBAKIR', true],
    ['is', 5, '5.0', true],
    ['is', '1e400', '1e400', true],
    ['is', true, true, true],
    ['is', undefined, 'x', false],
    ['is_not', undefined, 'x', true],
    ['is_not', 'x', 'X', false],
    ['contains', 'Kırmızı elbise', 'ELBİSE', true],
    ['contains', ['S', 'M'], 'm', true],
    ['contains', undefined, 'x', false],
    ['not_contains', undefined, 'x', true],
    ['starts_with', '+90532', '+90', true],
    ['ends_with', 'a@example.com', '@EXAMPLE.com', true],
    ['in', 'TR', ['DE', 'tr'], true],
    ['not_in', undefined, ['DE'], true],
    ['eq', '10', 10, true],
    ['neq', 10, 11, true],
    ['gt', '1000.01', 1000, true],
    ['gt', '999', '1000', false],
    ['gt', 'abc', 1, false],
    ['gte', 1000, '1000', true],
    ['lt', undefined, 5, false],
    ['lte', '-3', -3, true],
    ['between', 5, [5, 10], true],
    ['between', 11, [5, 10], false],
    ['before', '2026-11-19', '2026-11-20T00:00:00Z', true],
    ['after', '2026-11-20T15:00:00+03:00', '2026-11-20T11:59:59Z', true],
    ['in_last', '2026-11-18T12:00:00Z', days(2), false],
    ['in_last', '2026-11-18T12:00:01Z', days(2), true],
    ['in_next', '2026-11-21T12:00:00Z', days(2), true],
    ['in_next', '2026-11-22T12:00:00Z', days(2), false],
    ['exists', '', null, true],
    ['exists', null, null, false],
    ['missing', undefined, null, true],
  ])('%s: %j against %j is %j', (op, actual, expected, holds) => {
    expect(compare(op, actual, expected, NOW)).toBe(holds)
  })
})

describe('judging', () => {
  const subject: Subject = {
    profile: { city: 'İzmir', address: { zip: '35000' } },
    event: {
      id: 'e',
      name: 'Added to Cart',
      time: NOW,
      properties: { cart_id: 'k', items: [{ sku: 'A' }] },
      value: '1200',
      currency: 'TRY',
    },
    answers: { hook: { ok: true } },
    run: { id: 'r', startedAt: NOW, trigger: null, byTrigger: false, key: { path: 'cart_id', value: 'k' } },
    seed: 's',
    facts: NO_FACTS,
    now: NOW,
  }
  const property = (of: 'profile' | 'event' | 'webhook', path: string, value: Json): Condition => ({
    kind: 'property',
    of,
    path,
    op: 'is',
    value,
  })

  it('reads the person, the event with its value, and webhook answers', () => {
    const all = [
      property('profile', 'address.zip', '35000'),
      property('event', 'items.0.sku', 'a'),
      property('event', 'value', 1200),
      property('webhook', 'hook.ok', true),
    ]
    expect(judge({ all }, subject)).toMatchObject({
      kind: 'known',
      holds: true,
      saw: { 'profile.address.zip': '35000', 'event.value': '1200' },
    })
  })

  it('never reads what is inherited', () => {
    expect(judge(property('profile', 'constructor.name', 'Object'), subject)).toMatchObject({ holds: false })
  })

  it('knows empty groups, none and nesting', () => {
    const yes = property('profile', 'city', 'izmir')
    const no = property('profile', 'city', 'Bursa')
    const holds = (condition: Condition) => (judge(condition, subject) as { holds: boolean }).holds
    expect(
      [
        { all: [] },
        { any: [] },
        { none: [] },
        { none: [no] },
        { none: [no, yes] },
        { any: [no, { all: [yes] }] },
      ].map(holds),
    ).toEqual([true, false, true, true, false, true])
  })

  const ordered: Condition = {
    kind: 'event',
    event: 'Placed Order',
    sameKey: true,
    within: { last: { amount: 2, unit: 'days' } },
    count: { op: 'gte', value: 1 },
  }

  it('asks for counts it lacks, and only where they can decide', () => {
    const asked = judge({ all: [ordered] }, subject)
    expect(asked).toEqual({
      kind: 'need',
      requests: [
        {
          kind: 'event_count',
          event: 'Placed Order',
          where: null,
          key: { path: 'cart_id', value: 'k' },
          from: NOW - 2 * 86_400_000,
          after: null,
          until: NOW,
        },
      ],
    })
    expect(judge({ any: [property('profile', 'city', 'izmir'), ordered] }, subject)).toMatchObject({
      kind: 'known',
      holds: true,
    })
    expect(judge({ all: [ordered, property('profile', 'city', 'Bursa')] }, subject)).toMatchObject({
      kind: 'known',
      holds: false,
    })
  })

  it('uses the counts it was given', () => {
    const asked = judge(ordered, subject)
    if (asked.kind !== 'need') throw new Error('expected a request')
    const facts = new KnownFacts(asked.requests.map((request) => [factId(request), 1]))
    expect(judge(ordered, { ...subject, facts })).toMatchObject({
      kind: 'known',
      holds: true,
      saw: { 'count of Placed Order': 1 },
    })
  })

  it('counts nothing that is still to come, whatever end a span names', () => {
    const spanning = (until: string): Condition => ({
      ...ordered,
      sameKey: false,
      within: { between: ['2026-11-01T00:00:00Z', until] },
    })
    const until = (condition: Condition) => {
      const asked = judge(condition, subject)
      const [request] = asked.kind === 'need' ? asked.requests : []
      return request?.kind === 'event_count' ? request.until : null
    }
    expect(until(spanning('2026-12-01T00:00:00Z'))).toBe(NOW)
    expect(until(spanning('2026-11-10T00:00:00Z'))).toBe(Date.parse('2026-11-10T00:00:00Z'))
  })

  it('takes "of this cart" in a run without a key as none', () => {
    const without = {
      ...subject,
      run: { id: 'r', startedAt: NOW, trigger: null, byTrigger: false, key: null },
    }
    expect(judge({ ...ordered, count: { op: 'eq', value: 0 } } as Condition, without)).toMatchObject({
      kind: 'known',
      holds: true,
    })
  })
})

describe('looksAtTheClock', () => {
  const inLast = { kind: 'property', of: 'event', path: 'at', op: 'in_last', value: days(2) } as const
  const event = { kind: 'event', event: 'Booked', count: { op: 'gte', value: 1 } } as const
  it.each<[string, Condition, boolean]>([
    ['a span up to now', { ...event, within: { last: { amount: 2, unit: 'days' } } }, true],
    ['a date that comes nearer', { all: [inLast] }, true],
    ['such a date in what an event has to have', { ...event, where: { any: [inLast] } }, true],
    ['any time', event, false],
  ])('%s', (_, condition, looks) => {
    expect(looksAtTheClock(condition)).toBe(looks)
  })
})
