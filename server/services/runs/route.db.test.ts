import { describe, expect, it } from 'vitest'
import { ALL_PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop, type Said } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import { prepareMessages } from '../messages/prepare.ts'
import { testRuntime } from '../messages/testing/seed.ts'
import { routeBatch } from './route.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)
const AYSE = { external_id: 'c-1' }

const cart = (at: Date, cart_id: string, more: Partial<Said> = {}): Said => ({
  event: 'Added to Cart',
  at,
  identifiers: AYSE,
  properties: { cart_id },
  ...more,
})
const order = (at: Date, cart_id: string, more: Partial<Said> = {}): Said => ({
  event: 'Placed Order',
  at,
  identifiers: AYSE,
  properties: { cart_id },
  ...more,
})

const hour = { amount: 1, unit: 'hours' } as const
const waitThenMail = {
  nodes: [
    { id: 'w', kind: 'wait', config: { for: { event: 'Placed Order', sameKey: true }, atMost: hour } },
    { id: 'm', kind: 'email' },
  ],
  edges: [
    { from: 'trigger', to: 'w' },
    { from: 'w', branch: 'timed_out', to: 'm' },
  ],
}

async function shopWith(flow: ReturnType<typeof flowOf>) {
  const shop = await new DrivenShop(database.sql).open()
  return { shop, ...(await shop.publish(flow)) }
}

describe('a run belongs to its cart', () => {
  it('ends by the purchase of that cart and not of another', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.happen([cart(NOON, 'a'), cart(later(10), 'b'), order(later(60), 'b')])
    await shop.passTime(later(7_200))
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 2 }, messages: { pending: 1 } })
    const [message] =
      await database.sql`select r.key from messages m join runs r on r.id = m.run_id where m.workspace_id = ${shop.workspaceId}`
    expect(message!.key).toBe('a')
  })

  it('counts a purchase at exactly the deadline, and not one a millisecond later', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.happen([
      cart(NOON, 'a'),
      cart(NOON, 'b'),
      order(later(3_600), 'a'),
      order(later(3_600.001), 'b'),
    ])
    await shop.passTime(later(7_200))
    expect((await shop.tally()).messages).toEqual({ pending: 1 })
  })

  it('takes in a purchase that was recorded before the cart event arrived', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.accept([order(later(5), 'a')])
    await shop.route(later(6))
    await shop.accept([cart(NOON, 'a')])
    await shop.route(later(7))
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 1 }, messages: {} })
  })

  it('does not start without the key, and takes numbers as keys', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.happen([cart(NOON, 'x', { properties: {} }), cart(NOON, 'x', { properties: { cart_id: 17 } })])
    const runs = await database.sql`select key from runs where workspace_id = ${shop.workspaceId}`
    expect(runs.map((r) => r.key)).toEqual(['17'])
  })
})

describe('one batch keeps the order of a person', () => {
  it('cart, purchase, cart in one batch is two runs, the first ended by the purchase', async () => {
    const flow = flowOf({
      ...waitThenMail,
      trigger: { kind: 'event', event: 'Added to Cart' },
      settings: { reentry: { mode: 'when_idle' } },
      nodes: [
        { id: 'w', kind: 'wait', config: { for: { event: 'Placed Order' }, atMost: hour } },
        { id: 'm', kind: 'email' },
      ],
    })
    const { shop } = await shopWith(flow)
    await shop.accept([cart(NOON, 'a'), cart(later(1), 'a'), order(later(2), 'a'), cart(later(3), 'a')])
    await shop.route(later(4))
    expect((await shop.tally()).runs).toEqual({ 'completed:end': 1, waiting: 1 })
  })

  it('fires a timer that was due before an event which is routed late', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.happen([cart(NOON, 'a')])
    await shop.accept([order(later(5_000), 'a')])
    await shop.route(later(5_001))
    expect((await shop.tally()).messages).toEqual({ pending: 1 })
  })
})

describe('entering', () => {
  it('never makes two runs of one trigger event', async () => {
    const { shop, flowId } = await shopWith(flowOf(waitThenMail))
    await shop.happen([cart(NOON, 'a')])
    const [run] = await database.sql`select * from runs where flow_id = ${flowId}`
    await expect(
      database.sql`insert into runs ${database.sql({ ...run, id: crypto.randomUUID() } as never)}`,
    ).rejects.toThrow('runs_trigger_once')
  })

  it('keeps backfilled and too late events out', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.accept([
      cart(NOON, 'a', { backfill: true }),
      cart(later(-25 * 3_600), 'b'),
      cart(later(-23 * 3_600), 'c'),
    ])
    await shop.route(NOON)
    const runs = await database.sql`select key from runs where workspace_id = ${shop.workspaceId}`
    expect(runs.map((r) => r.key)).toEqual(['c'])
  })

  it.each([
    [{ mode: 'once' }, 1],
    [{ mode: 'when_idle' }, 1],
    [{ mode: 'always' }, 3],
    [{ mode: 'after', every: { amount: 30, unit: 'seconds' } }, 2],
  ] as const)('re-entry %o of three carts in a minute makes %i runs', async (reentry, expected) => {
    const { shop } = await shopWith(
      flowOf({
        nodes: [{ id: 'd', kind: 'delay', config: { for: hour } }],
        settings: { reentry },
        trigger: { kind: 'event', event: 'Added to Cart' },
      }),
    )
    await shop.happen([cart(NOON, 'a'), cart(later(20), 'a'), cart(later(40), 'a')])
    expect((await shop.tally()).runs.waiting).toBe(expected)
  })

  it('applies the trigger filter and the profile filter', async () => {
    const flow = flowOf({
      nodes: [{ id: 'd', kind: 'delay', config: { for: hour } }],
      trigger: {
        kind: 'event',
        event: 'Added to Cart',
        filter: { kind: 'property', of: 'event', path: 'value', op: 'gte', value: 50 },
      },
      settings: {
        profileFilter: { kind: 'property', of: 'profile', path: 'city', op: 'is', value: 'İZMİR' },
      },
    })
    const { shop } = await shopWith(flow)
    const izmir = { profile: { properties: { city: 'izmir' } } }
    await shop.happen([
      cart(NOON, 'a', { value: '49.99', ...izmir }),
      cart(NOON, 'b', { value: '50', ...izmir }),
      cart(NOON, 'c', {
        value: '900',
        identifiers: { external_id: 'c-2' },
        profile: { properties: { city: 'Ankara' } },
      }),
    ])
    expect((await shop.tally()).runs).toEqual({ waiting: 1 })
  })
})

describe('the goal', () => {
  const goal = flowOf({
    nodes: [
      { id: 'd', kind: 'delay', config: { for: hour } },
      { id: 'm', kind: 'email' },
    ],
    settings: { goal: { event: 'Placed Order', sameKey: true } },
  })

  it('ends the run as converted wherever it stands, the instant it arrives', async () => {
    const { shop } = await shopWith(goal)
    await shop.happen([cart(NOON, 'a'), cart(NOON, 'b'), order(later(1), 'a')])
    expect((await shop.tally()).runs).toEqual({ 'completed:goal': 1, waiting: 1 })
  })

  it('is reached while the flow is paused, and other events are kept for later', async () => {
    const { shop, flowId } = await shopWith(goal)
    await shop.happen([cart(NOON, 'a'), cart(NOON, 'b')])
    await database.sql`update runs set status = 'held' where flow_id = ${flowId}`
    await shop.happen([order(later(1), 'a')])
    expect((await shop.tally()).runs).toEqual({ 'completed:goal': 1, held: 1 })
  })

  it('holds a person out of messages but follows them to the goal', async () => {
    const { shop } = await shopWith({ ...goal, settings: { ...goal.settings, holdoutPercent: 100 } })
    await shop.happen([cart(NOON, 'a', { identifiers: { ...AYSE, email: 'ayse@example.com' } })])
    await shop.passTime(later(4_000))
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 1 }, messages: { pending: 1 } })
    const runtime = testRuntime(database)
    for (const part of ALL_PARTS)
      await prepareMessages({ runtime, parts: [part], now: later(4_000), limit: 10 })
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 1 }, messages: { 'skipped:holdout': 1 } })
  })
})

describe('steps', () => {
  it('counts events since the run began, scoped to the cart', async () => {
    const flow = flowOf({
      nodes: [
        { id: 'd', kind: 'delay', config: { for: { amount: 10, unit: 'seconds' } } },
        {
          id: 'c',
          kind: 'condition',
          config: {
            if: {
              all: [
                {
                  kind: 'event',
                  event: 'Viewed Product',
                  sameKey: true,
                  count: { op: 'gte', value: 2 },
                  within: { since: 'run' },
                  where: { kind: 'property', of: 'event', path: 'price', op: 'gt', value: 10 },
                },
              ],
            },
          },
        },
        { id: 'yes', kind: 'email' },
        { id: 'no', kind: 'sms', config: { status: 'live', messageKind: 'marketing', text: 'x' } },
      ],
      edges: [
        { from: 'trigger', to: 'd' },
        { from: 'd', to: 'c' },
        { from: 'c', branch: 'yes', to: 'yes' },
        { from: 'c', branch: 'no', to: 'no' },
      ],
    })
    const { shop } = await shopWith(flow)
    const view = (at: Date, cart_id: string, price: number): Said => ({
      event: 'Viewed Product',
      at,
      identifiers: AYSE,
      properties: { cart_id, price },
    })
    await shop.happen([
      view(later(-5), 'a', 20),
      cart(NOON, 'a'),
      cart(NOON, 'b'),
      view(later(1), 'a', 20),
      view(later(2), 'a', 5),
      view(later(3), 'a', 11),
      view(later(4), 'b', 20),
    ])
    await shop.passTime(later(60))
    const sent = await database.sql`select r.key, m.channel from messages m join runs r on r.id = m.run_id
      where m.workspace_id = ${shop.workspaceId} order by r.key`
    expect(sent.map((m) => `${m.key} ${m.channel}`)).toEqual(['a email', 'b sms'])
  })

  it('updates the profile, which a later step of the same run sees', async () => {
    const flow = flowOf({
      nodes: [
        { id: 'd', kind: 'delay', config: { for: { amount: 10, unit: 'seconds' } } },
        {
          id: 'u',
          kind: 'update_profile',
          config: { set: { stage: 'warm', 'seen.carts': 3, first_name: 'Ayşe' }, unset: ['old'] },
        },
        {
          id: 'c',
          kind: 'condition',
          config: { if: { kind: 'property', of: 'profile', path: 'seen.carts', op: 'eq', value: 3 } },
        },
        { id: 'm', kind: 'email' },
      ],
      edges: [
        { from: 'trigger', to: 'd' },
        { from: 'd', to: 'u' },
        { from: 'u', to: 'c' },
        { from: 'c', branch: 'yes', to: 'm' },
      ],
    })
    const { shop } = await shopWith(flow)
    await shop.happen([cart(NOON, 'a', { profile: { properties: { old: 1, city: 'İzmir' } } })])
    await shop.passTime(later(60))
    expect((await shop.tally()).messages).toEqual({ pending: 1 })
    const [profile] =
      await database.sql`select first_name, properties from profiles where workspace_id = ${shop.workspaceId}`
    expect(profile).toEqual({
      first_name: 'Ayşe',
      properties: { city: 'İzmir', stage: 'warm', seen: { carts: 3 } },
    })
  })

  it('leaves a trace that says what was decided, when and by what', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.happen([cart(NOON, 'a')])
    await shop.passTime(later(7_200))
    const steps =
      await database.sql`select kind, node, branch, at from run_steps where workspace_id = ${shop.workspaceId} order by step, ordinal`
    expect(steps.map((s) => [s.kind, s.node, s.branch, s.at.toISOString()])).toEqual([
      ['started', 'trigger', null, NOON.toISOString()],
      ['waiting', 'w', null, NOON.toISOString()],
      ['resumed', 'w', 'timed_out', later(3_600).toISOString()],
      ['passed', 'm', null, later(3_600).toISOString()],
      ['ended', null, 'completed', later(3_600).toISOString()],
    ])
  })
})

describe('several parts in one batch', () => {
  const person = (n: number, more: Partial<Said> = {}) =>
    cart(NOON, `k-${n}`, { identifiers: { external_id: `several-${n}` }, ...more })
  const routeTogether = async (shop: DrivenShop, limit = 500) => {
    const parts = await database.sql<{ part: number }[]>`
      select distinct part from inbox where error is null and workspace_id = ${shop.workspaceId} order by part`
    expect(parts.length).toBeGreaterThan(4)
    return routeBatch({ sql: database.sql, parts: parts.map(({ part }) => part), now: NOON, limit })
  }

  it('are routed as each alone would be', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.accept(Array.from({ length: 30 }, (_, n) => person(n)))
    await routeTogether(shop)
    expect((await shop.tally()).runs).toEqual({ waiting: 30 })
  })

  it('share the limit, so that none has to wait for another to be empty', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.accept(Array.from({ length: 30 }, (_, n) => person(n)))
    await shop.accept(
      Array.from({ length: 40 }, (_, n) => person(0, { properties: { cart_id: `more-${n}` } })),
    )
    const { events } = await routeTogether(shop, 60)
    expect(events).toBeLessThanOrEqual(60)
    const [first] = await database.sql`
      select count(*)::int as n from runs where workspace_id = ${shop.workspaceId} and key like 'k-%'`
    expect(first!.n).toBeGreaterThan(20)
    // what is left would stand before the events of the next test
    const rest = { sql: database.sql, parts: [...ALL_PARTS], now: NOON, limit: 6_400 }
    expect((await routeBatch(rest)).events).toBe(70 - events)
  })

  it('keep no event of another part from being routed when one can’t be', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.accept(
      Array.from({ length: 30 }, (_, n) => person(n, n === 7 ? { value: 'not a number' } : {})),
    )
    await routeTogether(shop)
    expect((await shop.tally()).runs).toEqual({ waiting: 29 })
    const left = await database.sql`select attempts from inbox where workspace_id = ${shop.workspaceId}`
    expect(left.map(({ attempts }) => attempts)).toEqual([5])
  })

  it('take people’s events in the order in which they were accepted, whatever they were known by', async () => {
    const { shop } = await shopWith(
      flowOf({ ...waitThenMail, settings: { goal: { event: 'Placed Order' } } }),
    )
    const orders = Array.from({ length: 10 }, (_, n) => n)
    const both = (n: number) => ({ external_id: `known-${n}`, email: `known-${n}@example.com` })
    await shop.accept(orders.map((n) => cart(NOON, `k-${n}`, { identifiers: both(n) })))
    await shop.accept(
      orders.map((n) => ({
        event: 'Placed Order',
        at: later(1),
        identifiers: { email: `known-${n}@example.com` },
      })),
    )
    await routeTogether(shop)
    expect((await shop.tally()).runs).toEqual({ 'completed:goal': 10 })
  })
})

describe('an event that cannot be routed', () => {
  it('is kept aside after five tries, with the reason, and never stops its neighbours', async () => {
    const { shop } = await shopWith(flowOf(waitThenMail))
    await shop.accept([cart(NOON, 'a'), cart(NOON, 'bad', { value: 'not a number' }), cart(NOON, 'b')])
    for (let turn = 0; turn < 6; turn++) await shop.route(NOON)
    expect((await shop.tally()).runs).toEqual({ waiting: 2 })
    const [left] =
      await database.sql`select attempts, error from inbox where workspace_id = ${shop.workspaceId}`
    expect(left!.attempts).toBe(5)
    expect(left!.error).toContain('numeric')
  })
})
