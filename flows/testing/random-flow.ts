import fc from 'fast-check'
import { FLOW_FORMAT, Flow, type FlowNode } from '../graph/flow.ts'
import { branchesOf } from '../graph/validate.ts'

/** Events that random flows begin with, wait for, count and aim at. */
export const TRIGGER_EVENT = 'T'
export const OTHER_EVENTS = ['A', 'B', 'C'] as const
export const KEYS = ['x', 'y'] as const

const eventName = fc.constantFrom(...OTHER_EVENTS)
const duration = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 90 }), unit: fc.constant('minutes' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constant('hours' as const) }),
)
const time = fc.constantFrom('00:00', '02:30', '09:00', '21:15')

const eventLeaf = fc.record(
  {
    kind: fc.constant('event' as const),
    event: fc.constantFrom(TRIGGER_EVENT, ...OTHER_EVENTS),
    count: fc.record({ op: fc.constantFrom('eq', 'gte', 'lt'), value: fc.integer({ min: 0, max: 3 }) }),
    sameKey: fc.boolean(),
    within: fc.oneof(fc.constant({ since: 'run' as const }), fc.record({ last: duration })),
    where: fc.constant({ kind: 'property' as const, of: 'event' as const, path: 'n', op: 'gte', value: 5 }),
  },
  { requiredKeys: ['kind', 'event', 'count'] },
)
const leaf = fc.oneof(
  eventLeaf,
  fc.record({
    kind: fc.constant('property' as const),
    of: fc.constantFrom('event', 'profile'),
    path: fc.constantFrom('n', 'mark'),
    op: fc.constantFrom('exists', 'missing', 'gte', 'lt'),
    value: fc.integer({ min: 0, max: 10 }),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    list: fc.constant('L'),
    op: fc.constantFrom('in', 'not_in'),
  }),
  fc.record({
    kind: fc.constant('consent' as const),
    channel: fc.constantFrom('email', 'sms', 'push', 'whatsapp'),
    status: fc.constantFrom('subscribed', 'unsubscribed', 'none'),
  }),
  fc.record({ kind: fc.constant('message' as const), did: fc.constantFrom('sent', 'opened') }),
  fc.record({ kind: fc.constant('random' as const), percent: fc.integer({ min: 1, max: 99 }) }),
)
/** A random condition, at most two groups deep. */
export const CONDITION = fc.oneof(
  { weight: 3, arbitrary: leaf },
  fc
    .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(leaf, { minLength: 1, maxLength: 3 }))
    .map(([group, members]) => ({ [group]: members })),
)

const awaited = fc.record({ event: eventName, sameKey: fc.boolean() }, { requiredKeys: ['event'] })
const message = {
  status: fc.constantFrom('draft', 'manual', 'live', 'live', 'live'),
  messageKind: fc.constantFrom('marketing', 'marketing', 'transactional'),
  smartSending: fc.boolean(),
}

/** A random step of each kind, without its id. */
export const NODE = fc.oneof(
  fc.record({ kind: fc.constant('delay'), config: fc.record({ for: duration }) }),
  fc.record({
    kind: fc.constant('delay'),
    config: fc.record({
      until: fc.record(
        {
          time,
          weekdays: fc.subarray(['mon', 'wed', 'sat']),
          afterDays: fc.integer({ min: 0, max: 2 }),
        },
        { requiredKeys: ['time'] },
      ),
    }),
  }),
  fc.record({
    kind: fc.constant('delay'),
    config: fc.record({
      until: fc.record({
        date: fc.constantFrom('profile.day', 'event.day', 'profile.nothing'),
        offset: fc.record({
          amount: fc.integer({ min: -2, max: 2 }),
          unit: fc.constantFrom('days', 'hours'),
        }),
      }),
    }),
  }),
  fc.record({
    kind: fc.constant('wait'),
    config: fc.record(
      { for: awaited, atMost: duration, restartOn: awaited },
      { requiredKeys: ['for', 'atMost'] },
    ),
  }),
  fc.record({
    kind: fc.constant('wait'),
    config: fc.record(
      { for: fc.record({ condition: CONDITION }), atMost: duration, restartOn: awaited },
      { requiredKeys: ['for', 'atMost'] },
    ),
  }),
  fc.record({ kind: fc.constant('condition'), config: fc.record({ if: CONDITION }) }),
  fc.record({
    kind: fc.constant('split'),
    config: fc.record({
      branches: fc.tuple(CONDITION, CONDITION).map(([a, b]) => [
        { id: 's1', if: a },
        { id: 's2', if: b },
      ]),
    }),
  }),
  fc.record({
    kind: fc.constant('experiment'),
    config: fc.integer({ min: 0, max: 100 }).map((weight) => ({
      paths: [
        { id: 'a', weight },
        { id: 'b', weight: 100 - weight },
      ],
    })),
  }),
  fc.record({
    kind: fc.constant('email'),
    config: fc.record({
      ...message,
      subject: fc.constant('s'),
      blocks: fc.constant([{ kind: 'text', text: 't' }]),
    }),
  }),
  fc.record({ kind: fc.constant('sms'), config: fc.record({ ...message, text: fc.constant('t') }) }),
  fc.record({
    kind: fc.constant('push'),
    config: fc.record({
      ...message,
      title: fc.constant('t'),
      body: fc.constant('b'),
      url: fc.constant('https://x.example'),
    }),
  }),
  fc.record({
    kind: fc.constant('whatsapp'),
    config: fc.record({
      ...message,
      template: fc.constant({ name: 'cart', language: 'tr' }),
      parameters: fc.constant([{ in: 'body', name: '1', value: 'x' }]),
    }),
  }),
  fc.constant({ kind: 'webhook', config: { url: 'https://x.example' } }),
  fc.record({
    kind: fc.constant('update_profile'),
    config: fc.record({ set: fc.record({ mark: fc.integer({ min: 0, max: 10 }) }) }),
  }),
  fc.record({
    kind: fc.constant('list'),
    config: fc.record({ action: fc.constantFrom('add', 'remove'), list: fc.constant('L') }),
  }),
  fc.record({
    kind: fc.constant('emit_event'),
    config: fc.record({ event: eventName, properties: fc.constant({ k: '{{ event.k }}', n: 7 }) }),
  }),
  fc.constant({ kind: 'notify', config: { to: 'team', text: 'x' } }),
  fc.constant({ kind: 'exit', config: { reason: 'done' } }),
)

/**
 * A random flow over these steps: every branch leads to a later one or nowhere, and some lead back a few times. Its trigger is
 * the event `T`, with or without the key `k`.
 */
export const randomFlow = (step: fc.Arbitrary<{ kind: string; config: unknown }> = NODE) =>
  fc
    .record({
      steps: fc.array(step, { minLength: 1, maxLength: 9 }),
      picks: fc.infiniteStream(fc.nat()),
      keyed: fc.boolean(),
      reentry: fc.oneof(
        fc.constantFrom({ mode: 'once' }, { mode: 'when_idle' }, { mode: 'always' }, { mode: 'always' }),
        fc.record({ mode: fc.constant('after'), every: duration }),
      ),
      goal: fc.option(awaited),
      profileFilter: fc.option(CONDITION, { freq: 4 }),
      holdoutPercent: fc.constantFrom(0, 0, 50),
      priority: fc.constantFrom('low', 'normal', 'high'),
      quietHours: fc.constantFrom(undefined, undefined, null, { from: '20:00', to: '10:00' }),
      smartSending: fc.constantFrom(undefined, undefined, { email: 0 }, { email: 40, sms: 1, push: 0 }),
      filter: fc.option(
        fc.record({
          kind: fc.constant('property'),
          of: fc.constant('event'),
          path: fc.constant('n'),
          op: fc.constantFrom('gte', 'lt'),
          value: fc.integer({ min: 0, max: 10 }),
        }),
        { freq: 4 },
      ),
    })
    .map(({ steps, picks, keyed, filter, ...settings }) => {
      const nodes = steps.map((one, i) => ({ ...one, id: `n${i}` })) as FlowNode[]
      const edges: unknown[] = [{ from: 'trigger', to: 'n0' }]
      for (const [i, node] of nodes.entries()) {
        for (const branch of branchesOf(node)) {
          const pick = picks.next().value as number
          const from = { from: node.id, ...(branch === null ? {} : { branch }) }
          if (pick % 7 === 0)
            edges.push({ ...from, to: `n${pick % (i + 1)}`, repeat: { atMost: 1 + (pick % 2) } })
          const to = i + 1 + (pick % (nodes.length - i))
          if (to < nodes.length) edges.push({ ...from, to: `n${to}` })
        }
      }
      const trigger = {
        kind: 'event',
        event: TRIGGER_EVENT,
        ...(keyed ? { key: 'k' } : {}),
        ...(filter ? { filter } : {}),
      }
      return Flow.parse({ format: FLOW_FORMAT, name: 'Random', trigger, nodes, edges, settings })
    })
