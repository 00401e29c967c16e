import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowEvent } from '../events/event.ts'
import { isoTime } from '../iso-time.ts'
import { NO_SHOP } from '../traits/traits.ts'
import type { Condition } from './condition.ts'
import { NO_FACTS } from './facts.ts'
import { holdsAt, nextFlip, type Standing } from './next-flip.ts'

const START = Date.parse('2026-11-20T12:00:00.000Z')
const END = 60
const DAY = 86_400_000

const event = (name: string, time: number, until?: string): FlowEvent => ({
  id: `${name} ${time}`,
  name,
  time,
  properties: until === undefined ? {} : { until },
  value: null,
  currency: null,
})

const standing = (events: FlowEvent[], profile: Record<string, unknown> = {}): Standing => ({
  subject: { profile, event: null, answers: {}, run: null, seed: 's', facts: NO_FACTS },
  events,
  messages: [],
  shop: NO_SHOP,
})

describe('the next flip', () => {
  const order = standing([event('Placed Order', START)])
  const lapsed: Condition = {
    kind: 'event',
    event: 'Placed Order',
    within: { last: { amount: 90, unit: 'days' } },
    count: { op: 'eq', value: 0 },
  }

  it('is the instant after the last one at which the order is inside the window', () => {
    expect(nextFlip(lapsed, order, START)).toBe(START + 90 * DAY + 1)
    expect(holdsAt(lapsed, order, START + 90 * DAY)).toBe(false)
    expect(holdsAt(lapsed, order, START + 90 * DAY + 1)).toBe(true)
  })

  it('never comes once the window is empty, nor for a condition without a clock', () => {
    expect(nextFlip(lapsed, order, START + 90 * DAY + 1)).toBeNull()
    expect(nextFlip({ kind: 'property', of: 'profile', path: 'a', op: 'exists' }, order, START)).toBeNull()
  })

  it('passes over instants at which one leaf changes and the whole does not', () => {
    const never: Condition = { all: [lapsed, { kind: 'property', of: 'profile', path: 'a', op: 'exists' }] }
    expect(nextFlip(never, order, START)).toBeNull()
  })

  it('says so where a fact is missing', () => {
    const onList: Condition = { any: [lapsed, { kind: 'list', list: 'VIP', op: 'in' }] }
    expect(() => nextFlip(onList, order, START)).toThrow('Facts are missing: membership')
  })

  it('is what a look at every millisecond finds', () => {
    fc.assert(
      fc.property(conditions, standings, fc.integer({ min: -5, max: END }), (condition, person, offset) => {
        const now = START + offset
        const holds = holdsAt(condition, person, now)
        let scanned: number | null = null
        for (let at = now + 1; at <= START + 3 * END && scanned === null; at++)
          if (holdsAt(condition, person, at) !== holds) scanned = at
        expect(nextFlip(condition, person, now)).toBe(scanned)
      }),
      { numRuns: 2_000 },
    )
  })
})

const instants = fc.integer({ min: 0, max: END }).map((offset) => START + offset)
const durations = fc
  .integer({ min: 0, max: 40 })
  .map((ms) => ({ amount: ms / 1_000, unit: 'seconds' as const }))

const standings: fc.Arbitrary<Standing> = fc
  .record({
    events: fc.array(
      fc
        .record({ name: fc.constantFrom('A', 'B'), time: instants, until: fc.option(instants.map(isoTime)) })
        .map(({ name, time, until }) => event(name, time, until ?? undefined)),
      { maxLength: 6 },
    ),
    date: fc.option(fc.oneof(instants.map(isoTime), fc.constant('soon'))),
  })
  .map(({ events, date }) => standing(events, date === null ? {} : { date }))

const dateLeaf = (of: 'profile' | 'event', path: string): fc.Arbitrary<Condition> =>
  fc.record({
    kind: fc.constant('property' as const),
    of: fc.constant(of),
    path: fc.constant(path),
    op: fc.constantFrom('in_last' as const, 'in_next' as const),
    value: durations,
  })

const eventLeaf: fc.Arbitrary<Condition> = fc.record(
  {
    kind: fc.constant('event' as const),
    event: fc.constantFrom('A', 'B'),
    within: fc.oneof(
      durations.map((last) => ({ last })),
      fc.tuple(instants, instants).map(([a, b]) => ({
        between: [isoTime(Math.min(a, b)), isoTime(Math.max(a, b))] as [string, string],
      })),
    ),
    where: fc.oneof(
      dateLeaf('event', 'until'),
      dateLeaf('event', 'time'),
      dateLeaf('event', 'until').map((leaf) => ({ none: [leaf] })),
    ),
    count: fc.record({
      op: fc.constantFrom('eq' as const, 'neq' as const, 'gte' as const, 'lt' as const),
      value: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { requiredKeys: ['kind', 'event', 'count'] },
)

const conditions: fc.Arbitrary<Condition> = fc.letrec<{ one: Condition; leaf: Condition; group: Condition }>(
  (tie) => ({
    leaf: fc.oneof(eventLeaf, dateLeaf('profile', 'date')),
    group: fc
      .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('one'), { maxLength: 3 }))
      .map(([name, members]) => ({ [name]: members }) as unknown as Condition),
    one: fc.oneof({ maxDepth: 2 }, tie('leaf'), tie('group')),
  }),
).one
