import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Json } from '#flows/json.ts'
import { DrivenShop, type Said } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import { hasShopData, shopRows } from '../../testing/shop-data.ts'
import type { Ctx, Role } from '../context.ts'
import { createFlow } from '../flows/create-flow.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import { getJob } from '../jobs/get-job.ts'
import type { ReplayResult } from '../jobs/kinds/replay-flow.ts'
import { runJob } from '../jobs/run-job.ts'
import { testRuntime } from '../messages/testing/seed.ts'
import { listReplayPeople } from './list-replay-people.ts'
import { type StartReplay, startReplay } from './start-replay.ts'
import { testFlow } from './test-flow.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const ctx = (role: Role = 'marketer', now = later(90_000)): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now,
})

const cartFlow = (settings = {}) =>
  flowOf({
    settings: { goal: { event: 'Placed Order', sameKey: true }, ...settings },
    nodes: [
      { id: 'w', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
      { id: 'm', kind: 'email' },
      {
        id: 's',
        kind: 'sms',
        config: {
          status: 'live',
          messageKind: 'marketing',
          text: '{{ profile.first_name }}: sepetiniz sizi bekliyor',
        },
      },
    ],
  })

const said = (who: number, event: string, at: Date, more: Partial<Said> = {}): Said => ({
  event,
  at,
  identifiers: { external_id: `c-${who}`, email: `c-${who}@example.com` },
  properties: { cart_id: `k-${who}` },
  ...more,
})

async function draft(graph = cartFlow()): Promise<string> {
  return (await createFlow({ ctx: ctx(), input: { graph } })).id
}

async function replayed(id: string, input: StartReplay): Promise<{ job: string; result: ReplayResult }> {
  const { job } = await startReplay({ ctx: ctx(), input: { ...input, id } })
  await runJob({ runtime: testRuntime(database), id: job, now: () => later(90_000) })
  const { status, progress, result, error } = await getJob({ ctx: ctx(), input: { id: job } })
  expect({ status, progress, error }).toEqual({ status: 'done', progress: 1, error: null })
  return { job, result: result as unknown as ReplayResult }
}

const period = { from: NOON.toISOString(), to: later(86_400).toISOString() }

describe('a replay of the shop’s own events', () => {
  beforeEach(async () => {
    await shop.accept([
      said(1, 'Added to Cart', NOON),
      said(1, 'Placed Order', later(600)),
      said(2, 'Added to Cart', later(10)),
      said(3, 'Added to Cart', later(86_000)),
      said(4, 'Added to Cart', later(-100)),
      said(5, 'Added to Cart', later(20), { backfill: true }),
    ])
    await shop.route(later(86_500))
  })

  it('says who would enter, what they would get and where they would stand, by the draft', async () => {
    const { result } = await replayed(await draft(), { ...period, prices: { email: '0.01', sms: '0.5' } })
    expect(result).toMatchObject({
      entered: 4,
      people: 4,
      active: 1,
      completed: 3,
      converted: 1,
      goalRate: 0.25,
      messages: { email: { sent: 2 }, sms: { sent: 0, skipped: { no_phone: 2 } } },
      messagesPerDay: [{ day: '2026-11-20', email: 2, sms: 0 }],
      cost: { currency: 'TRY', email: '0.02', sms: '0', total: '0.02' },
      nodes: { w: { entered: 4, waiting: 1 }, m: { entered: 2, sent: 2 } },
    })
    expect(result.edges).toContainEqual({ from: 'trigger', branch: null, count: 4 })
    expect(result.edges).toContainEqual({ from: 'w', branch: null, count: 2 })
  })

  it('knows who took notifications when, and what each channel would have cost', async () => {
    const messages = { status: 'live', messageKind: 'marketing', smartSending: false }
    const flow = flowOf({
      trigger: { kind: 'event', event: 'Viewed Product' },
      nodes: [
        { id: 'p', kind: 'push', config: { ...messages, title: 't', body: 'b', url: 'https://x.example' } },
        {
          id: 'wa',
          kind: 'whatsapp',
          config: { ...messages, template: { name: 'cart', language: 'tr' }, parameters: [] },
        },
      ],
    })
    const identifiers = { external_id: 'c-11', phone: '+905321112201' }
    for (const seconds of [0, 1_000, 2_000])
      await shop.accept([said(11, 'Viewed Product', later(seconds), { identifiers })])
    await shop.route(later(3_000))
    await database.sql`
      insert into push_subscriptions (part, workspace_id, endpoint_hash, profile_id, endpoint, p256dh, auth, created_at, gone_at)
      select part, workspace_id, 'h', id, 'https://push.example/1', 'x', 'x', ${later(500)}, ${later(1_500)} from profiles
      where workspace_id = ${shop.workspaceId} and external_id = 'c-11'`
    const prices = { push: '0.01', whatsapp: '0.5' }
    const { result } = await replayed(await draft(flow), { ...period, prices })
    const { messages: figures, cost } = result
    expect(figures.push).toMatchObject({ sent: 1, skipped: { no_subscription: 2 } })
    expect(figures.whatsapp).toMatchObject({ sent: 3, skipped: {} })
    expect(cost).toMatchObject({ push: '0.01', whatsapp: '1.5', email: null, total: '1.51' })
  })

  it('sends and stores nothing', async () => {
    const before = await shop.tally()
    await replayed(await draft(), period)
    expect(await shop.tally()).toEqual(before)
  })

  it('is the same for the same seed', async () => {
    const id = await draft(cartFlow({ holdoutPercent: 50 }))
    const [a, b] = [await replayed(id, { ...period, seed: 7 }), await replayed(id, { ...period, seed: 7 })]
    expect(a.result).toEqual(b.result)
  })

  it('keeps the people behind each figure', async () => {
    const { job } = await replayed(await draft(), period)
    const people = async (figure: string) => {
      const { items } = await listReplayPeople({ ctx: ctx(), input: { job, figure, limit: 50 } })
      return items.map(({ external_id }) => external_id).sort()
    }
    expect(await people('goal')).toEqual(['c-1'])
    expect(await people('sent m')).toEqual(['c-2', 'c-5'])
    expect(await people('active')).toEqual(['c-3'])
    expect(await people('nobody')).toEqual([])
  })

  it('of a published version needs its number, and one that is not there is not found', async () => {
    const id = await draft()
    await expect(startReplay({ ctx: ctx(), input: { ...period, version: 3, id } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is the shop’s own, and started by who may', async () => {
    const id = await draft()
    await expect(startReplay({ ctx: ctx('analyst'), input: { ...period, id } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const { job } = await startReplay({ ctx: ctx(), input: { ...period, id } })
    const mine = shop
    shop = await new DrivenShop(database.sql).open()
    await expect(getJob({ ctx: ctx(), input: { id: job } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(startReplay({ ctx: ctx(), input: { ...period, id } })).rejects.toMatchObject({
      code: 'not_found',
    })
    shop = mine
  })

  it('that is cancelled ends where it is', async () => {
    const { job } = await startReplay({ ctx: ctx(), input: { ...period, id: await draft() } })
    await cancelJob({ ctx: ctx(), input: { id: job } })
    await runJob({ runtime: testRuntime(database), id: job, now: () => later(90_000) })
    expect(await getJob({ ctx: ctx(), input: { id: job } })).toMatchObject({
      status: 'cancelled',
      result: null,
    })
  })
})

describe('a replay of given events', () => {
  it('takes people as the events name them, up to the end that is given', async () => {
    const event = (who: string, name: string, minute: number, cart: string): Json => ({
      event: name,
      time: later(minute * 60).toISOString(),
      profile: {
        email: `${who}@example.com`,
        phone: who === 'ayse' ? '+905321112233' : '+905321112244',
        first_name: who,
      },
      properties: { cart_id: cart },
    })
    const { result } = await replayed(await draft(), {
      events: [
        event('ayse', 'Added to Cart', 0, 'a'),
        event('ayse', 'Added to Cart', 1, 'b'),
        event('ayse', 'Placed Order', 30, 'b'),
        event('ali', 'Added to Cart', 5, 'c'),
      ],
      until: later(3_600).toISOString(),
    })
    expect(result).toMatchObject({
      entered: 3,
      people: 2,
      converted: 1,
      active: 1,
      messages: { email: { sent: 1 }, sms: { sent: 1 } },
      smsParts: 1,
    })
  })

  it('names every event that can’t be read', async () => {
    const id = await draft()
    const events: Json[] = [{ event: 'X' }, { event: 'Added to Cart', profile: { email: 'a@example.com' } }]
    await expect(
      startReplay({ ctx: ctx(), input: { id, events, until: NOON.toISOString() } }),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/events/0/profile' }] })
  })
})

describe.skipIf(!hasShopData('uci-retail-orders.csv.gz'))('a shop’s whole year', () => {
  it('imported as history, 1,649 win-backs are found', async () => {
    const { sql } = database
    const rows: Said[] = []
    for await (const row of shopRows('uci-retail-orders.csv.gz')) {
      if (row.is_return === '1') continue
      rows.push({
        event: 'Placed Order',
        at: new Date(`${row.time}Z`),
        identifiers: { external_id: row.customer_id! },
        backfill: true,
      })
    }
    const ids = [...new Set(rows.map(({ identifiers }) => identifiers!.external_id!))]
    const people = new Map(ids.map((external) => [external, v7()]))
    const { partOf } = await import('#db/part.ts')
    const part = (external: string) => partOf(shop.workspaceId, people.get(external)!)
    await sql`
      insert into profiles (part, id, workspace_id, external_id, email, created_at, updated_at)
      select u.part, u.id, ${shop.workspaceId}, u.name, u.name || '@example.com', ${NOON}, ${NOON}
      from unnest(${ids.map(part)}::smallint[], ${ids.map((id) => people.get(id)!)}::uuid[], ${ids}::text[]) u(part, id, name)`
    const { ensureEventMonths } = await import('#db/queries/event-months.ts')
    await ensureEventMonths(
      sql,
      rows.map(({ at }) => at),
    )
    await sql`
      insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties, backfill)
      select u.part, u.id, ${shop.workspaceId}, u.profile_id, 'Placed Order', u.time, ${NOON}, u.id::text, '{}', true
      from unnest(${rows.map(({ identifiers }) => part(identifiers!.external_id!))}::smallint[], ${rows.map(() => v7())}::uuid[],
        ${rows.map(({ identifiers }) => people.get(identifiers!.external_id!)!)}::uuid[],
        ${rows.map(({ at }) => at.toISOString())}::timestamptz[]) u(part, id, profile_id, time)`
    const { id } = await createFlow({ ctx: ctx(), input: { library: 'win-back', locale: 'tr' } })
    const { result } = await replayed(id, {
      from: '2010-12-01T00:00:00Z',
      to: '2011-12-09T12:50:00Z',
      prices: {},
    })
    expect(result.entered).toBe(9_449)
    expect(result.nodes['we-miss-you']!.entered).toBe(1_649)
  })
})

describe('a test run', () => {
  it('leads a real person through the draft, with what they did, and says why', async () => {
    await shop.happen([
      said(1, 'Placed Order', later(-86_400)),
      said(1, 'Viewed Product', NOON, { profile: { first_name: 'Ayşe' } }),
    ])
    const [person] = await database.sql<{ id: string }[]>`
      select id from profiles where workspace_id = ${shop.workspaceId}`
    const id = await draft(
      flowOf({
        nodes: [
          { id: 'd', kind: 'delay', config: { for: { amount: 2, unit: 'days' } } },
          {
            id: 'c',
            kind: 'condition',
            config: { if: { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 1 } } },
          },
          {
            id: 'm',
            kind: 'email',
            config: {
              status: 'live',
              messageKind: 'marketing',
              subject: 'Merhaba {{ profile.first_name }}: {{ event.cart_id }}',
              blocks: [{ kind: 'text', text: 'x' }],
            },
          },
        ],
        edges: [
          { from: 'trigger', to: 'd' },
          { from: 'd', to: 'c' },
          { from: 'c', branch: 'yes', to: 'm' },
        ],
      }),
    )
    const run = await testFlow({
      ctx: ctx('analyst', later(60)),
      input: {
        id,
        profile: person!.id,
        event: { event: 'Added to Cart', properties: { cart_id: 'k-9' } },
      },
    })
    expect(run).toMatchObject({
      status: 'completed',
      reason: 'end',
      key: 'k-9',
      profile: { first_name: 'Ayşe' },
    })
    expect(run.trace.map(({ kind, node, branch, at }) => [kind, node, branch, at])).toEqual([
      ['started', 'trigger', null, later(60).toISOString()],
      ['waiting', 'd', null, later(60).toISOString()],
      ['resumed', 'd', null, later(60 + 2 * 86_400).toISOString()],
      ['passed', 'c', 'yes', later(60 + 2 * 86_400).toISOString()],
      ['passed', 'm', null, later(60 + 2 * 86_400).toISOString()],
      ['ended', null, 'completed', later(60 + 2 * 86_400).toISOString()],
    ])
    expect(run.trace[3]!.detail).toEqual({ saw: { 'count of Placed Order': 1 } })
    expect(run.messages).toMatchObject([
      { node: 'm', status: 'sent', subject: 'Merhaba Ayşe: k-9', error: null },
    ])
    expect((await shop.tally()).runs).toEqual({})
  })

  it('says which rule keeps a person out', async () => {
    const id = await draft(
      cartFlow({ profileFilter: { kind: 'property', of: 'profile', path: 'vip', op: 'is', value: true } }),
    )
    const run = (profile: Record<string, Json>) =>
      testFlow({ ctx: ctx(), input: { id, profile, event: { properties: { cart_id: 'k' } } } })
    expect(await run({ email: 'a@example.com' })).toMatchObject({
      status: 'refused',
      reason: 'profile_filter',
    })
    const entered = await run({ email: 'a@example.com', vip: true })
    expect(entered.messages).toMatchObject([
      { node: 'm', status: 'sent' },
      { node: 's', status: 'skipped', reason: 'no_phone' },
    ])
  })

  it('works for a flow that nobody’s event begins, and for a graph that is not saved', async () => {
    const id = await draft()
    const graph = flowOf({ trigger: { kind: 'manual' }, nodes: [{ id: 'm', kind: 'email' }] })
    const run = await testFlow({ ctx: ctx(), input: { id, graph } })
    expect(run).toMatchObject({ status: 'completed', messages: [{ status: 'sent' }] })
  })
})
