import fc from 'fast-check'
import {
  AGGREGATES,
  COUNT_OPERATORS,
  type Condition,
  ENGAGEMENT_DEEDS,
  OPERATORS,
  type Operator,
  type Span,
} from '../conditions/condition.ts'
import { isoTime } from '../iso-time.ts'
import type { Json, JsonObject } from '../json.ts'
import { TRAITS } from '../traits/trait-names.ts'

/** The instant that random histories go on around, in milliseconds since 1970. */
export const AROUND = Date.parse('2026-03-10T12:00:00.000Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Hours and days that meet each other, so that bounds are often hit to the millisecond. */
const offsets = fc.oneof(
  fc.integer({ min: -200, max: 0 }).map((days) => days * DAY),
  fc.integer({ min: -72, max: 4 }).map((hours) => hours * HOUR),
  fc.constantFrom(-30 * DAY, -90 * DAY, -180 * DAY, -30 * DAY - 1, -90 * DAY - 1, 0, 1, -1),
)
export const INSTANTS: fc.Arbitrary<number> = offsets.map((offset) => AROUND + offset)

const EVENTS = [
  'Placed Order',
  'Placed Order',
  'Cancelled Order',
  'Refunded Order',
  'Earned Points',
  'Spent Points',
  'Viewed Product',
] as const

/** Values as shops send them, right and wrong, some of which look alike. */
const VALUES: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  true,
  false,
  'true',
  0,
  1,
  -1,
  2.5,
  0.1,
  1e-7,
  1e21,
  1000,
  '1000',
  ' 12.50 ',
  '+3',
  '1e3',
  '.5',
  '5.',
  '1e999',
  '',
  'İzmir',
  'izmir',
  'IZMIR',
  'ızmir',
  'Şişli',
  'ŞİŞLİ',
  'Ağrı',
  'ΟΔΟΣ',
  'a',
  '2026-03-10',
  '2026-03-10T12:00:00Z',
  '2026-03-10 12:00',
  '2026-03-10T15:00:00+03:00',
  '2026-03-10T12:00:00.123456Z',
  '2026-02-30',
  '2026-13-01',
  '2026-03-01T24:00:00Z',
  'yesterday',
  [],
  ['a', 1, 'İzmir'],
  ['1000', null],
  [['a']],
  { a: 1 },
  { a: { b: 'x' }, '0': 'zero' },
)
const PATHS = ['a', 'b', 'a.b', 'a.0', 'b.0', 'a.a', 'missing', 'a.-1', 'a.length'] as const

export interface RandomEvent {
  name: string
  time: number
  properties: JsonObject
  value: string | null
  currency: string | null
}
export interface RandomMessage {
  channel: 'email' | 'sms'
  flow: number
  sentAt: number
  openedAt: number | null
  clickedAt: number | null
}
export interface RandomPerson {
  profile: { first_name: string | null; properties: JsonObject }
  events: RandomEvent[]
  messages: RandomMessage[]
  lists: number[]
  inFlows: number[]
  consents: { channel: 'email' | 'sms'; status: 'subscribed' | 'unsubscribed' | 'pending'; time: number }[]
}

const properties: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom('a', 'b'), VALUES)

const randomEvent: fc.Arbitrary<RandomEvent> = fc.record({
  name: fc.constantFrom(...EVENTS),
  time: INSTANTS,
  properties: fc
    .record(
      {
        a: VALUES,
        b: VALUES,
        order_id: fc.constantFrom<Json>('o1', 'o2', 7, '7', null, true),
        points: fc.constantFrom<Json>(10, '2.5', -3, 'many', 0.1, 0.2),
        items: fc.oneof(
          fc.array(fc.record({ category: fc.constantFrom<Json>('Ayakkabı', 'Çanta', 'ayakkabı', '', 3) }), {
            maxLength: 4,
          }) as fc.Arbitrary<Json>,
          VALUES,
        ),
      },
      { requiredKeys: [] },
    )
    .map((all) => all as JsonObject),
  value: fc.option(fc.constantFrom('0.0000', '99.9000', '-20.0000', '1000.0000', '0.1000', '33.3333')),
  currency: fc.option(fc.constantFrom('TRY', 'TRY', 'EUR')),
})

export const RANDOM_PERSON: fc.Arbitrary<RandomPerson> = fc.record({
  profile: fc.record({ first_name: fc.option(fc.constantFrom('Ayşe', 'AYŞE', 'Işıl', '1000')), properties }),
  events: fc.array(randomEvent, { maxLength: 9 }),
  messages: fc.array(
    fc
      .record({
        channel: fc.constantFrom('email' as const, 'sms' as const),
        flow: fc.nat(1),
        sentAt: INSTANTS,
        openedAfter: fc.option(fc.integer({ min: 0, max: 30 * DAY })),
        clickedAfter: fc.option(fc.integer({ min: 0, max: 30 * DAY })),
      })
      .map(({ channel, flow, sentAt, openedAfter, clickedAfter }) => ({
        channel,
        flow,
        sentAt,
        openedAt: openedAfter === null ? null : sentAt + openedAfter,
        clickedAt: clickedAfter === null ? null : sentAt + clickedAfter,
      })),
    { maxLength: 3 },
  ),
  lists: fc.subarray([0, 1]),
  inFlows: fc.subarray([0, 1]),
  consents: fc.array(
    fc.record({
      channel: fc.constantFrom('email' as const, 'sms' as const),
      status: fc.constantFrom('subscribed' as const, 'unsubscribed' as const, 'pending' as const),
      time: INSTANTS,
    }),
    { maxLength: 3 },
  ),
})

const durations = fc.constantFrom(
  { amount: 1, unit: 'hours' as const },
  { amount: 3, unit: 'days' as const },
  { amount: 30, unit: 'days' as const },
  { amount: 90, unit: 'days' as const },
  { amount: 0, unit: 'days' as const },
)

const spans: fc.Arbitrary<Span> = fc.oneof(
  durations.map((last) => ({ last })),
  INSTANTS.map((at) => ({ before: isoTime(at) })),
  fc.tuple(INSTANTS, INSTANTS).map(([a, b]) => ({
    between: [isoTime(Math.min(a, b)), isoTime(Math.max(a, b))] as [string, string],
  })),
)

const expectedFor = (op: Operator): fc.Arbitrary<Json> => {
  if (op === 'in_last' || op === 'in_next') return fc.oneof(durations as fc.Arbitrary<Json>, VALUES)
  if (op === 'in' || op === 'not_in') return fc.array(VALUES, { maxLength: 3 })
  if (op === 'between') return fc.oneof(fc.tuple(VALUES, VALUES) as fc.Arbitrary<Json>, VALUES)
  return fc.oneof(VALUES, INSTANTS.map(isoTime))
}

const operation = fc
  .constantFrom(...OPERATORS)
  .chain((op) => fc.record({ op: fc.constant(op), value: expectedFor(op) }))

const property = (of: 'profile' | 'event' | 'traits', paths: readonly string[]): fc.Arbitrary<Condition> =>
  fc
    .record({ path: fc.constantFrom(...paths), operation })
    .map(({ path, operation }) => ({ kind: 'property', of, path, ...operation }))

const count = fc.record({ op: fc.constantFrom(...COUNT_OPERATORS), value: fc.nat(3) })

const nested = (leaf: fc.Arbitrary<Condition>, depth: number): fc.Arbitrary<Condition> =>
  fc.letrec<{ one: Condition; group: Condition }>((tie) => ({
    one: fc.oneof({ maxDepth: depth, depthSize: 'small' }, leaf, tie('group')),
    group: fc
      .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('one'), { maxLength: 3 }))
      .map(([name, members]) => ({ [name]: members }) as unknown as Condition),
  })).one

const where = nested(property('event', [...PATHS, 'value', 'currency', 'time', 'order_id']), 1)
const optional = { requiredKeys: ['kind', 'event'] as ['kind', 'event'] }
const event = fc.constantFrom(...EVENTS)

const traitValue = fc.oneof(
  fc.constantFrom<Json>(
    0,
    1,
    2,
    100,
    '99.9',
    'new',
    'active',
    'at_risk',
    'lapsed',
    'prospect',
    'Çanta',
    'champions',
  ),
  VALUES,
  INSTANTS.map(isoTime),
)
const trait: fc.Arbitrary<Condition> = fc.oneof(
  property('traits', [...TRAITS, 'unknown']),
  fc
    .record({ path: fc.constantFrom(...TRAITS), op: fc.constantFrom(...OPERATORS), value: traitValue })
    .map((leaf): Condition => ({ kind: 'property', of: 'traits', ...leaf })),
)

/** Names of what random leaves speak of; ids are known to the test alone. */
export interface RandomNames {
  lists: readonly [string, string]
  flows: readonly [string, string]
}

/** Any condition that a segment may have, over random people. */
export function randomCondition({ lists, flows }: RandomNames): fc.Arbitrary<Condition> {
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    property('profile', [...PATHS, 'first_name', 'email', 'created_at']),
    trait,
    fc
      .record({ kind: fc.constant('event' as const), event, where, within: spans, count }, optional)
      .map(counted),
    fc
      .record(
        {
          kind: fc.constant('event' as const),
          event,
          where,
          within: spans,
          aggregate: fc
            .record({
              fn: fc.constantFrom(...AGGREGATES),
              of: fc.constantFrom('value', 'a', 'b', 'points'),
              operation,
            })
            .map(({ fn, of, operation }) => ({ fn, of, ...operation })),
        },
        { requiredKeys: ['kind', 'event', 'aggregate'] },
      )
      .map((one) => one as Condition),
    fc
      .record(
        {
          kind: fc.constant('sequence' as const),
          first: fc.record({ event, where }, { requiredKeys: ['event'] }),
          next: fc.record({ event, where }, { requiredKeys: ['event'] }),
          did: fc.boolean(),
          within: durations,
          during: spans,
        },
        { requiredKeys: ['kind', 'first', 'next', 'did', 'within'] },
      )
      .map((one) => one as Condition),
    fc
      .record(
        {
          kind: fc.constant('engagement' as const),
          did: fc.constantFrom(...ENGAGEMENT_DEEDS),
          channel: fc.constantFrom('email' as const, 'sms' as const),
          flow: fc.constantFrom(...flows),
          within: spans,
          count,
        },
        { requiredKeys: ['kind', 'did', 'count'] },
      )
      .map((one) => one as Condition),
    fc.record({
      kind: fc.constant('in_flow' as const),
      flow: fc.constantFrom(...flows),
      op: fc.constantFrom('in' as const, 'not_in' as const),
    }),
    fc.record({
      kind: fc.constant('list' as const),
      list: fc.constantFrom(...lists, 'nobody’s'),
      op: fc.constantFrom('in' as const, 'not_in' as const),
    }),
    fc.record({
      kind: fc.constant('consent' as const),
      channel: fc.constantFrom('email' as const, 'sms' as const),
      messageKind: fc.constant('marketing' as const),
      status: fc.constantFrom(
        'subscribed' as const,
        'unsubscribed' as const,
        'pending' as const,
        'none' as const,
      ),
    }),
    fc.record({ kind: fc.constant('random' as const), percent: fc.constantFrom(0, 12.5, 50, 100) }),
  )
  return nested(leaf, 2)
}

const counted = (one: { count?: unknown }): Condition =>
  ({ ...one, count: one.count ?? { op: 'gte', value: 1 } }) as Condition
