import { v7 } from 'uuid'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { partOf } from '#db/part.ts'
import { ensureEventMonths } from '#db/queries/event-months.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { testDatabase } from '#db/testing/database.ts'
import { mergeProfiles } from '../profiles/merge-profiles.ts'
import { creditOrders, type PlacedOrder } from './credit-orders.ts'

const database = testDatabase()
const workspaceId = v7()
const flowId = v7()
const versionId = v7()

const ORDER_AT = new Date('2026-06-15T12:00:00Z')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ago = (ms: number) => new Date(ORDER_AT.getTime() - ms)

let profileId: string
let part: number

beforeAll(() => ensureEventMonths(database.sql, [ORDER_AT]))

beforeEach(() => {
  profileId = v7()
  part = partOf(workspaceId, profileId)
})

/** A version of a flow whose orders count for so many days. */
async function versionWith(attribution: { clickDays: number; openDays: number }): Promise<string> {
  const [id, flow] = [v7(), v7()]
  const graph = { settings: { attribution } }
  await database.sql`
    insert into workspaces (id, name, slug, created_at) values (${workspaceId}, 'Dükkân', ${workspaceId}, ${ORDER_AT})
    on conflict do nothing`
  await database.sql`
    insert into flows (id, workspace_id, name, status, draft, created_at, updated_at)
    values (${flow}, ${workspaceId}, 'Sepet', 'live', '{}', ${ORDER_AT}, ${ORDER_AT})`
  await database.sql`
    insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at)
    values (${id}, ${flow}, ${workspaceId}, 1, ${database.sql.json(graph)}, ${ago(100 * DAY)})`
  return id
}

async function message(
  node = 'n1',
  channel: 'email' | 'sms' = 'email',
  createdAt = ago(20 * DAY),
  version = versionId,
) {
  const row = { id: v7(), runId: v7(), node }
  await database.sql`
    insert into messages (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, channel,
      status, due_at, created_at, sent_at)
    values (${part}, ${row.runId}, ${node}, 1, ${row.id}, ${workspaceId}, ${profileId}, ${flowId}, ${version},
      ${channel}, 'sent', ${createdAt}, ${createdAt}, ${createdAt})`
  return row
}

async function touch(
  messageId: string,
  kind: 'opened' | 'clicked' | 'delivered',
  at: Date,
  agent: 'person' | 'bot' | 'proxy' = 'person',
) {
  await database.sql`
    insert into message_events (part, id, workspace_id, message_id, kind, at, agent)
    values (${part}, ${v7()}, ${workspaceId}, ${messageId}, ${kind}, ${at}, ${agent})`
}

async function order(fields: Partial<PlacedOrder> = {}): Promise<PlacedOrder> {
  const placed: PlacedOrder = {
    part,
    workspaceId,
    profileId,
    eventId: v7(),
    time: ORDER_AT,
    amount: '499.8000',
    currency: 'TRY',
    orderId: null,
    ...fields,
  }
  await database.sql`
    insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties, value, currency)
    values (${part}, ${placed.eventId}, ${workspaceId}, ${profileId}, 'Placed Order', ${placed.time}, ${placed.time},
      ${placed.eventId}, ${database.sql.json({ order_id: placed.orderId })}, ${placed.amount}, ${placed.currency})`
  return placed
}

/** Stores the person that fixtures are about now. */
async function stored(): Promise<StoredProfile> {
  await database.sql`
    insert into profiles (part, id, workspace_id, created_at, updated_at)
    values (${part}, ${profileId}, ${workspaceId}, ${ORDER_AT}, ${ORDER_AT})`
  return (await loadProfiles(database.sql, [{ workspaceId, id: profileId }])).get(profileId)!
}

const credited = () => database.sql`
  select message_id, event_id, node, channel, touch, amount, currency, at, touched_at
  from conversions where profile_id = ${profileId} order by event_id`

describe('an order', () => {
  it('goes to the message its buyer clicked', async () => {
    const { id } = await message('reminder', 'sms')
    await touch(id, 'clicked', ago(MINUTE))
    const placed = await order()
    expect(await creditOrders(database.sql, [placed])).toBe(1)
    expect(await credited()).toEqual([
      {
        message_id: id,
        event_id: placed.eventId,
        node: 'reminder',
        channel: 'sms',
        touch: 'clicked',
        amount: '499.8000',
        currency: 'TRY',
        at: ORDER_AT,
        touched_at: ago(MINUTE),
      },
    ])
  })

  it('goes to nobody when nothing was opened or clicked', async () => {
    const { id } = await message()
    await touch(id, 'delivered', ago(MINUTE))
    expect(await creditOrders(database.sql, [await order()])).toBe(0)
  })

  it.each([
    ['at the instant of the order', 0, 1],
    ['exactly five days before', 5 * DAY, 1],
    ['a millisecond more than five days before', 5 * DAY + 1, 0],
    ['a millisecond after the order', -1, 0],
  ])('counts a click %s: %#', async (_, lag, expected) => {
    const { id } = await message()
    await touch(id, 'clicked', ago(lag))
    expect(await creditOrders(database.sql, [await order()])).toBe(expected)
  })

  it.each([
    ['clicked', 'at the window’s first instant', 10 * DAY, 1],
    ['clicked', 'a millisecond before it', 10 * DAY + 1, 0],
    ['opened', 'at the window’s first instant', DAY, 1],
    ['opened', 'a millisecond before it', DAY + 1, 0],
  ] as const)('counts one %s by the flow’s own window: %s', async (kind, _, lag, expected) => {
    const version = await versionWith({ clickDays: 10, openDays: 1 })
    const { id } = await message('own', 'email', ago(30 * DAY), version)
    await touch(id, kind, ago(lag))
    expect(await creditOrders(database.sql, [await order()])).toBe(expected)
  })

  it('goes to an earlier message whose flow looks further back, where the later one looks less far', async () => {
    const long = await message(
      'long',
      'email',
      ago(80 * DAY),
      await versionWith({ clickDays: 90, openDays: 0 }),
    )
    const short = await message(
      'short',
      'email',
      ago(60 * DAY),
      await versionWith({ clickDays: 1, openDays: 1 }),
    )
    const deaf = await message(
      'deaf',
      'email',
      ago(50 * DAY),
      await versionWith({ clickDays: 5, openDays: 0 }),
    )
    await touch(long.id, 'clicked', ago(70 * DAY))
    await touch(short.id, 'clicked', ago(2 * DAY))
    await touch(deaf.id, 'opened', ago(DAY))
    await creditOrders(database.sql, [await order()])
    expect(await credited()).toMatchObject([{ message_id: long.id, node: 'long' }])
  })

  it.each(['bot', 'proxy'] as const)('is not earned by the open or click of a %s', async (agent) => {
    const { id } = await message()
    await touch(id, 'opened', ago(2 * MINUTE), agent)
    await touch(id, 'clicked', ago(MINUTE), agent)
    expect(await creditOrders(database.sql, [await order()])).toBe(0)
  })

  it('goes to the last touch, be it an open or a click', async () => {
    const first = await message('first')
    const second = await message('second')
    await touch(first.id, 'clicked', ago(2 * DAY))
    await touch(second.id, 'opened', ago(DAY))
    await touch(second.id, 'opened', ago(4 * DAY))
    await creditOrders(database.sql, [await order()])
    expect(await credited()).toMatchObject([{ message_id: second.id, touch: 'opened', touched_at: ago(DAY) }])
  })

  it('goes to the click when an open came at the same instant', async () => {
    const { id } = await message()
    await touch(id, 'opened', ago(DAY))
    await touch(id, 'clicked', ago(DAY))
    await creditOrders(database.sql, [await order()])
    expect(await credited()).toMatchObject([{ message_id: id, touch: 'clicked' }])
  })

  it('is credited once, however often it is told', async () => {
    const { id } = await message()
    await touch(id, 'clicked', ago(MINUTE))
    const placed = await order()
    expect(await creditOrders(database.sql, [placed])).toBe(1)
    await touch((await message()).id, 'clicked', ago(MINUTE / 2))
    expect(await creditOrders(database.sql, [placed])).toBe(0)
    expect(await credited()).toMatchObject([{ message_id: id }])
  })

  it('without an amount counts as an order of nothing', async () => {
    await touch((await message()).id, 'clicked', ago(MINUTE))
    await creditOrders(database.sql, [await order({ amount: null, currency: null })])
    expect(await credited()).toMatchObject([{ amount: '0.0000', currency: null }])
  })
})

describe('several events of one order', () => {
  it('earn one conversion within a batch', async () => {
    await touch((await message()).id, 'clicked', ago(MINUTE))
    const twice = [
      await order({ orderId: 'A-1' }),
      await order({ orderId: 'A-1' }),
      await order({ orderId: 'A-2' }),
    ]
    expect(await creditOrders(database.sql, twice)).toBe(2)
    expect((await credited()).map((row) => row.event_id)).toEqual([twice[0]?.eventId, twice[2]?.eventId])
  })

  it('earn one conversion over batches, by the first that arrived', async () => {
    const first = await order({ orderId: 'B-1' })
    expect(await creditOrders(database.sql, [first])).toBe(0)
    await touch((await message()).id, 'clicked', ago(-MINUTE))
    const repeat = await order({ orderId: 'B-1', time: ago(-2 * MINUTE) })
    expect(await creditOrders(database.sql, [repeat])).toBe(0)
  })
})

it('a batch of several people credits each by their own touches', async () => {
  const { id } = await message('mine')
  await touch(id, 'clicked', ago(MINUTE))
  const mine = await order()
  const buyer = profileId

  profileId = v7()
  part = partOf(workspaceId, profileId)
  const theirs = await order()
  const other = await message('theirs')
  await touch(other.id, 'opened', ago(DAY))

  expect(await creditOrders(database.sql, [theirs, mine])).toBe(2)
  expect(await credited()).toMatchObject([{ event_id: theirs.eventId, message_id: other.id }])
  profileId = buyer
  expect(await credited()).toMatchObject([{ event_id: mine.eventId, message_id: id }])
})

it('a touch of a profile that was merged into the buyer earns their order, and what was credited stays credited', async () => {
  const { id } = await message()
  await touch(id, 'clicked', ago(DAY))
  const earlier = await order({ time: ago(DAY / 2), orderId: 'M-1' })
  expect(await creditOrders(database.sql, [earlier])).toBe(1)

  const loser = await stored()
  profileId = v7()
  part = partOf(workspaceId, profileId)
  const winner = await stored()
  await database.sql.begin((tx) => mergeProfiles(tx, { winner, loser, now: ago(DAY / 4) }))

  const repeat = await order({ orderId: 'M-1' })
  const later = await order({ orderId: 'M-2' })
  expect(await creditOrders(database.sql, [repeat, later])).toBe(1)
  expect(await credited()).toMatchObject([
    { event_id: earlier.eventId, message_id: id },
    { event_id: later.eventId, message_id: id },
  ])
})

it("another workspace's messages earn nothing", async () => {
  const { id } = await message()
  await touch(id, 'clicked', ago(MINUTE))
  const placed = await order()
  expect(await creditOrders(database.sql, [{ ...placed, workspaceId: v7() }])).toBe(0)
})
