import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { cart, cartShop, exit, HOUR, hours, later, NOON, said } from '#server/testing/cart-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import { upsertProfile } from '../profiles/upsert-profile.ts'

const database = testDatabase()
const { shop, ctx, trace } = cartShop(database)

describe('a delay', () => {
  it('until a time of day ends in the person’s own zone, else in the workspace’s', async () => {
    await shop.publish(
      flowOf({ nodes: [{ id: 'd', kind: 'delay', config: { until: { time: '09:00' } } }, exit('done')] }),
    )
    await shop.happen([
      cart(NOON, { profile: { time_zone: 'America/New_York' } }),
      cart(NOON, { identifiers: { external_id: 'c-2' } }),
    ])
    const rows = await database.sql<{ at: Date }[]>`
      select wake_at as at from runs where workspace_id = ${shop.workspaceId} order by wake_at`
    expect(rows.map(({ at }) => at.toISOString())).toEqual([
      '2026-11-20T14:00:00.000Z', // 09:00 in New York, the same day
      '2026-11-21T06:00:00.000Z', // 09:00 in Istanbul, the next
    ])
  })

  it('until a date of the person waits for it; one that is past or missing does not wait', async () => {
    const until = { date: 'profile.renewal', offset: { amount: -1, unit: 'days' }, time: '10:00' }
    await shop.publish(flowOf({ nodes: [{ id: 'd', kind: 'delay', config: { until } }, exit('done')] }))
    const with_ = (n: number, properties: Record<string, string>) =>
      cart(NOON, { identifiers: { external_id: `c-${n}` }, profile: { properties } })
    await shop.happen([
      with_(1, { renewal: '2026-12-01' }),
      with_(2, { renewal: '2026-11-01' }),
      with_(3, {}),
    ])
    expect((await shop.tally()).runs).toEqual({ waiting: 1, 'exited:done': 2 })
    await shop.passTime(new Date('2026-11-30T06:59:59Z'))
    expect((await shop.tally()).runs.waiting).toBe(1)
    await shop.passTime(new Date('2026-11-30T07:00:00Z'))
    expect((await shop.tally()).runs).toEqual({ 'exited:done': 3 })
  })
})

describe('a wait for a condition', () => {
  const vip = { kind: 'property', of: 'profile', path: 'vip', op: 'is', value: true } as const
  const flow = (condition: unknown, more = {}) =>
    flowOf({
      nodes: [
        { id: 'w', kind: 'wait', config: { for: { condition }, atMost: hours(2), ...more } },
        exit('yes'),
        exit('no'),
      ],
      edges: [
        { from: 'trigger', to: 'w' },
        { from: 'w', branch: 'happened', to: 'yes' },
        { from: 'w', branch: 'timed_out', to: 'no' },
      ],
    })

  it('goes on at once when it holds already', async () => {
    await shop.publish(flow(vip))
    await shop.happen([cart(NOON, { profile: { properties: { vip: true } } })])
    expect((await shop.tally()).runs).toEqual({ 'exited:yes': 1 })
  })

  it('goes on when an event of the person makes it hold', async () => {
    await shop.publish(flow({ kind: 'event', event: 'Viewed Product', count: { op: 'gte', value: 2 } }))
    await shop.happen([cart(), said('Viewed Product', later(60)), said('Viewed Product', later(120))])
    expect(await trace()).toEqual(['waiting w', 'resumed w happened', 'passed yes'])
  })

  it('goes on when the profile is changed from outside', async () => {
    await shop.publish(flow(vip))
    await shop.happen([cart()])
    await upsertProfile({
      ctx: ctx(later(60)),
      input: { identifiers: { external_id: 'c-1' }, profile: { properties: { vip: false } }, consents: [] },
    })
    await shop.passTime(later(60))
    expect((await shop.tally()).runs).toEqual({ waiting: 1 })
    await upsertProfile({
      ctx: ctx(later(90)),
      input: { identifiers: { external_id: 'c-1' }, profile: { properties: { vip: true } }, consents: [] },
    })
    await shop.passTime(later(90))
    expect((await shop.tally()).runs).toEqual({ 'exited:yes': 1 })
  })

  it('times out when it never held, and leaves one line of waiting', async () => {
    await shop.publish(flow(vip))
    await shop.happen([cart(), said('Viewed Product', later(60))])
    await shop.passTime(later(2 * HOUR))
    expect(await trace()).toEqual(['waiting w', 'resumed w timed_out', 'passed no'])
  })
})

describe('an e-mail that is not opened in two hours', () => {
  it('is followed by an SMS; one that is opened is not', async () => {
    const { sql } = database
    const opened = { condition: { kind: 'message', node: 'mail', did: 'opened' } }
    await shop.publish(
      flowOf({
        nodes: [
          { id: 'mail', kind: 'email' },
          { id: 'w', kind: 'wait', config: { for: opened, atMost: hours(2) } },
          { id: 'sms', kind: 'sms', config: { status: 'live', messageKind: 'marketing', text: 'Sepetiniz' } },
          exit('read'),
        ],
        edges: [
          { from: 'trigger', to: 'mail' },
          { from: 'mail', to: 'w' },
          { from: 'w', branch: 'timed_out', to: 'sms' },
          { from: 'w', branch: 'happened', to: 'read' },
        ],
      }),
    )
    await shop.happen([
      cart(),
      cart(NOON, { identifiers: { external_id: 'c-2' }, properties: { cart_id: 'k-2' } }),
    ])
    await sql`
      update messages m set sent_at = ${NOON}, opened_at = ${later(600)} from profiles p
      where p.part = m.part and p.id = m.profile_id and p.external_id = 'c-2' and m.workspace_id = ${shop.workspaceId}`
    await shop.happen([
      said('Opened Email', later(600), { identifiers: { external_id: 'c-2' }, properties: {} }),
    ])
    expect((await shop.tally()).runs).toEqual({ waiting: 1, 'exited:read': 1 })
    await shop.passTime(later(2 * HOUR))
    expect((await shop.tally()).runs).toEqual({ 'completed:end': 1, 'exited:read': 1 })
    const sms = await sql`select 1 from messages where workspace_id = ${shop.workspaceId} and channel = 'sms'`
    expect(sms.length).toBe(1)
  })
})

describe('a wait that another event restarts', () => {
  it('counts its time from the last of them', async () => {
    await shop.publish(
      flowOf({
        settings: { reentry: { mode: 'when_idle' } },
        nodes: [
          {
            id: 'w',
            kind: 'wait',
            config: {
              for: { event: 'Placed Order', sameKey: true },
              atMost: hours(1),
              restartOn: { event: 'Added to Cart', sameKey: true },
            },
          },
          exit('late'),
        ],
        edges: [
          { from: 'trigger', to: 'w' },
          { from: 'w', branch: 'timed_out', to: 'late' },
        ],
      }),
    )
    await shop.happen([
      cart(),
      cart(later(1_800)),
      cart(later(1_900), { properties: { cart_id: 'another' }, identifiers: { external_id: 'c-1' } }),
    ])
    await shop.passTime(later(1_800 + HOUR - 1))
    const standing = await database.sql`
      select 1 from runs where workspace_id = ${shop.workspaceId} and key = 'k-1' and status = 'waiting'`
    expect(standing.length).toBe(1)
    await shop.passTime(later(1_800 + HOUR))
    expect((await trace()).slice(0, 2)).toEqual(['waiting w', 'restarted w'])
    expect((await shop.tally()).runs['exited:late']).toBe(1)
  })
})

describe('a split', () => {
  it('takes the first branch that matches, else otherwise', async () => {
    const over = (value: number) => ({ kind: 'property', of: 'event', path: 'value', op: 'gte', value })
    await shop.publish(
      flowOf({
        nodes: [
          {
            id: 's',
            kind: 'split',
            config: {
              branches: [
                { id: 'big', if: over(1_000) },
                { id: 'some', if: over(100) },
              ],
            },
          },
          exit('a'),
          exit('b'),
          exit('c'),
        ],
        edges: [
          { from: 'trigger', to: 's' },
          { from: 's', branch: 'big', to: 'a' },
          { from: 's', branch: 'some', to: 'b' },
          { from: 's', branch: 'otherwise', to: 'c' },
        ],
      }),
    )
    await shop.happen(
      ['5000', '500', '5'].map((value, n) =>
        cart(later(n), { value, identifiers: { external_id: `c-${n}` }, properties: { cart_id: `k-${n}` } }),
      ),
    )
    expect((await shop.tally()).runs).toEqual({ 'exited:a': 1, 'exited:b': 1, 'exited:c': 1 })
  })
})

describe('an experiment', () => {
  const flow = (weights: [number, number], winner?: unknown) =>
    flowOf({
      settings: { goal: { event: 'Placed Order' } },
      nodes: [
        {
          id: 'x',
          kind: 'experiment',
          config: {
            paths: [
              { id: 'a', weight: weights[0] },
              { id: 'b', weight: weights[1] },
            ],
            ...(winner ? { winner } : {}),
          },
        },
        exit('A'),
        exit('B'),
      ],
      edges: [
        { from: 'trigger', to: 'x' },
        { from: 'x', branch: 'a', to: 'A' },
        { from: 'x', branch: 'b', to: 'B' },
      ],
    })
  const people = (from: number, count: number, at = NOON) =>
    Array.from({ length: count }, (_, n) =>
      cart(at, {
        identifiers: { external_id: `c-${from + n}` },
        properties: { cart_id: `k-${from + n}-${v7()}` },
      }),
    )

  it('sends people down its paths by weight, and each always down the same', async () => {
    await shop.publish(flow([80, 20]))
    await shop.accept(people(0, 500))
    await shop.route(NOON)
    const first = (await shop.tally()).runs
    expect(first['exited:A']).toBeGreaterThan(360)
    expect(first['exited:A']).toBeLessThan(440)
    await shop.accept(people(0, 500, later(60)))
    await shop.route(later(60))
    expect((await shop.tally()).runs).toEqual({
      'exited:A': first['exited:A']! * 2,
      'exited:B': first['exited:B']! * 2,
    })
  })

  it('sends all to the path that has won', async () => {
    const winner = { metric: 'goal', after: { people: 100 } }
    const { flowId } = await shop.publish(flow([50, 50], winner))
    await database.sql`
      insert into experiment_winners (flow_id, node, workspace_id, path, probability, figures, decided_at)
      values (${flowId}, 'x', ${shop.workspaceId}, 'b', 0.97, '{}', ${NOON})`
    await shop.accept(people(0, 50))
    await shop.route(NOON)
    expect((await shop.tally()).runs).toEqual({ 'exited:B': 50 })
  })
})

describe('a repeat edge', () => {
  it('leads back at most so many times, then on', async () => {
    await shop.publish(
      flowOf({
        nodes: [
          { id: 'd', kind: 'delay', config: { for: hours(1) } },
          { id: 'm', kind: 'email' },
          exit('done'),
        ],
        edges: [
          { from: 'trigger', to: 'd' },
          { from: 'd', to: 'm' },
          { from: 'm', to: 'd', repeat: { atMost: 2 } },
          { from: 'm', to: 'done' },
        ],
      }),
    )
    await shop.happen([cart()])
    await shop.passTime(later(10 * HOUR))
    expect(await shop.tally()).toEqual({ runs: { 'exited:done': 1 }, messages: { pending: 3 } })
    const visits = await database.sql<{ visit: number }[]>`
      select visit from messages where workspace_id = ${shop.workspaceId} order by visit`
    expect(visits.map(({ visit }) => visit)).toEqual([1, 2, 3])
  })
})
