import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { partOf } from '#db/part.ts'
import { ensureEventMonths } from '#db/queries/event-months.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { JsonObject } from '#flows/json.ts'
import { PREPARED_MS, prepareMessages } from './prepare.ts'
import {
  emailNode,
  messageRow,
  NOW,
  type SeededMessage,
  type ShopRules,
  seedConnection,
  seedMessage,
  seedShop,
  smsNode,
  smtpConnection,
  testRuntime,
} from './testing/seed.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const HOUR = 3_600_000
const later = (ms: number) => new Date(NOW.getTime() + ms)

const shopWith = async (rules: ShopRules = {}, ...nodes: Parameters<typeof seedShop>[1]) => {
  const steps = nodes.length > 0 ? nodes : [emailNode(), smsNode()]
  const shop = await seedShop(database.sql, steps, 'implied', rules)
  await seedConnection(runtime, shop, smtpConnection(1))
  return shop
}
const prepare = ({ part }: SeededMessage, now = NOW) =>
  prepareMessages({ runtime, parts: [part], now, limit: 100 })
const outcome = async (message: SeededMessage) => {
  const { status, reason, detail } = await messageRow(database.sql, message)
  return { status, reason, detail }
}
/** Says that what was prepared went out. */
const sendPrepared = async ({ part }: SeededMessage, at: Date) => database.sql`
  update messages set status = 'sent', sent_at = ${at}
  where part = ${part} and status = 'pending' and connection_id is not null`

describe('smart sending', () => {
  test('of two that are due at once, one goes out and stands against the other', async () => {
    const shop = await shopWith()
    const first = await seedMessage(database.sql, shop)
    const second = await seedMessage(database.sql, shop, { person: first, dueAt: later(1) })
    expect((await prepare(first, later(1))).ready).toHaveLength(1)
    expect(await outcome(first)).toMatchObject({ status: 'pending', reason: null })
    expect(await outcome(second)).toEqual({
      status: 'skipped',
      reason: 'smart_sending',
      detail: { hours: 16, at: later(1).toISOString(), message: first.id },
    })
  })

  test('counts what another sender has prepared, and is over after the shop’s hours', async () => {
    const shop = await shopWith()
    const first = await seedMessage(database.sql, shop)
    await prepare(first)
    const second = await seedMessage(database.sql, shop, { person: first })
    await prepare(second)
    expect(await outcome(second)).toMatchObject({ status: 'skipped', reason: 'smart_sending' })
    await sendPrepared(first, NOW)
    const third = await seedMessage(database.sql, shop, { person: first })
    expect((await prepare(third, later(16 * HOUR))).ready).toHaveLength(1)
  })

  test('a preparation that came to nothing is made again, and does not stand against itself', async () => {
    const shop = await shopWith()
    const message = await seedMessage(database.sql, shop)
    await prepare(message)
    expect((await prepare(message, later(PREPARED_MS))).ready).toHaveLength(1)
  })

  test('what waits for a provider, for quiet hours or for a person does not count', async () => {
    const shop = await shopWith()
    const waiting = await seedMessage(database.sql, shop, { status: 'unconnected' })
    for (const status of ['review', 'skipped', 'failed', 'discarded']) {
      await seedMessage(database.sql, shop, { person: waiting, status })
    }
    await seedMessage(database.sql, shop, { person: waiting, dueAt: later(HOUR) })
    const message = await seedMessage(database.sql, shop, { person: waiting })
    expect((await prepare(message)).ready).toHaveLength(1)
  })

  test('a step may do without', async () => {
    const shop = await shopWith({}, emailNode({ smartSending: false }))
    const first = await seedMessage(database.sql, shop)
    const second = await seedMessage(database.sql, shop, { person: first })
    expect((await prepare(second)).ready).toHaveLength(2)
  })
})

describe('frequency caps', () => {
  const rules: ShopRules = {
    smartSending: { email: 0, sms: 0 },
    frequencyCaps: [{ channel: null, messages: 1, per: { amount: 1, unit: 'days' } }],
  }

  test('the important one is judged first, though it came later', async () => {
    const shop = await shopWith(rules)
    const low = await seedMessage(database.sql, shop, { priority: 0 })
    const high = await seedMessage(database.sql, shop, { person: low, priority: 2, dueAt: later(1) })
    await prepare(low, later(1))
    expect(await outcome(high)).toMatchObject({ status: 'pending' })
    expect(await outcome(low)).toEqual({
      status: 'skipped',
      reason: 'frequency_cap',
      detail: { channel: null, messages: 1, per: { amount: 1, unit: 'days' }, counted: 1 },
    })
  })

  test('an unimportant one that went out does not take its place', async () => {
    const shop = await shopWith(rules)
    const low = await seedMessage(database.sql, shop, { priority: 0 })
    await prepare(low)
    await sendPrepared(low, NOW)
    const high = await seedMessage(database.sql, shop, { person: low, priority: 2 })
    expect((await prepare(high)).ready).toHaveLength(1)
  })

  test('no two senders at a time let more through than may be', async () => {
    const shop = await shopWith(rules)
    const first = await seedMessage(database.sql, shop)
    for (let n = 0; n < 19; n++) await seedMessage(database.sql, shop, { person: first })
    const limit = { runtime, parts: [first.part], now: NOW, limit: 3 }
    const batches = await Promise.all(Array.from({ length: 40 }, () => prepareMessages(limit)))
    for (let open = true; open; ) {
      const batch = await prepareMessages(limit)
      batches.push(batch)
      open = batch.claimed > 0
    }
    expect(batches.flatMap(({ ready }) => ready)).toHaveLength(1)
    expect(batches.reduce((sum, { claimed }) => sum + claimed, 0)).toBe(20)
  })
})

describe('quiet hours', () => {
  const night: ShopRules = { quietHours: { from: '12:00', to: '15:30' } }

  test('keep an SMS for their end, and the chain begins again', async () => {
    const shop = await shopWith(night)
    const [kept, unsubscribed] = [
      await seedMessage(database.sql, shop, { node: 'sms' }),
      await seedMessage(database.sql, shop, { node: 'sms' }),
    ]
    for (const message of [kept, unsubscribed]) {
      await prepare(message)
      expect(await messageRow(database.sql, message)).toMatchObject({
        status: 'pending',
        reason: 'quiet_hours',
        due_at: new Date('2026-11-22T12:30:00Z'),
        detail: { from: '12:00', to: '15:30', zone: 'Europe/Istanbul' },
      })
    }
    await database.sql`
      insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
      values (${unsubscribed.part}, ${v7()}, ${shop.workspaceId}, ${unsubscribed.profileId}, 'sms', 'marketing',
        'unsubscribed', 'test', ${NOW}, ${NOW})`
    const open = new Date('2026-11-22T12:30:00Z')
    for (const message of [kept, unsubscribed]) await prepare(message, open)
    expect(await outcome(kept)).toMatchObject({ status: 'unconnected', reason: null, detail: null })
    expect(await outcome(unsubscribed)).toMatchObject({ status: 'skipped', reason: 'unsubscribed' })
  })

  test('are none of an e-mail’s business', async () => {
    const shop = await shopWith(night)
    const mail = await seedMessage(database.sql, shop)
    expect((await prepare(mail)).ready).toHaveLength(1)
  })
})

describe('a flow’s own rules', () => {
  const night = { from: '12:00', to: '15:30' }

  test('quiet hours: its own, or none, whatever the shop’s are', async () => {
    const own = await shopWith({ flow: { quietHours: night } })
    const waits = await seedMessage(database.sql, own, { node: 'sms' })
    await prepare(waits)
    expect(await messageRow(database.sql, waits)).toMatchObject({
      status: 'pending',
      reason: 'quiet_hours',
      due_at: new Date('2026-11-22T12:30:00Z'),
    })
    const none = await shopWith({ quietHours: night, flow: { quietHours: null } })
    const goes = await seedMessage(database.sql, none, { node: 'sms' })
    await prepare(goes)
    expect(await outcome(goes)).toMatchObject({ status: 'unconnected', reason: null })
  })

  test('smart sending: longer than the shop’s, looked back for as long as it needs, or none', async () => {
    const longer = await shopWith({ flow: { smartSending: { email: 72 } } })
    const first = await seedMessage(database.sql, longer)
    await prepare(first)
    await sendPrepared(first, NOW)
    const second = await seedMessage(database.sql, longer, { person: first })
    await prepare(second, later(71 * HOUR))
    expect(await outcome(second)).toMatchObject({
      status: 'skipped',
      reason: 'smart_sending',
      detail: { hours: 72 },
    })

    const none = await shopWith({ flow: { smartSending: { email: 0 } } })
    const one = await seedMessage(database.sql, none)
    const other = await seedMessage(database.sql, none, { person: one })
    expect((await prepare(one)).ready).toHaveLength(2)
    expect(await outcome(other)).toMatchObject({ status: 'pending', reason: null })
  })
})

describe('the profile filter', () => {
  const order = async (workspaceId: string, profileId: string) => {
    await ensureEventMonths(database.sql, [NOW])
    await database.sql`
    insert into events (part, id, key, workspace_id, profile_id, name, time, received_at, properties)
    values (${partOf(workspaceId, profileId)}, ${v7()}, 'o-1', ${workspaceId}, ${profileId}, 'Placed Order', ${later(-HOUR)},
      ${NOW}, '{}')`
  }

  test('is judged again before every message, with the facts it needs', async () => {
    const profileFilter = {
      kind: 'event' as const,
      event: 'Placed Order',
      count: { op: 'eq' as const, value: 0 },
    }
    const shop = await shopWith({ flow: { profileFilter } })
    const [buyer, other] = [await seedMessage(database.sql, shop), await seedMessage(database.sql, shop)]
    await order(shop.workspaceId, buyer.profileId)
    for (const message of [buyer, other]) await prepare(message)
    expect(await outcome(buyer)).toEqual({
      status: 'skipped',
      reason: 'profile_filter',
      detail: { saw: { 'count of Placed Order': 1 } },
    })
    expect(await outcome(other)).toMatchObject({ status: 'pending', reason: null })
  })
})

describe('the run behind a message', () => {
  test('of someone held out: nothing is said', async () => {
    const shop = await shopWith({ flow: { holdoutPercent: 10 } })
    const message = await seedMessage(database.sql, shop, { holdout: true })
    await prepare(message)
    expect(await outcome(message)).toEqual({ status: 'skipped', reason: 'holdout', detail: { percent: 10 } })
  })

  test('of a paused flow waits, also when the run is over', async () => {
    const shop = await shopWith()
    await database.sql`update flows set status = 'paused' where id = ${shop.flowId}`
    const message = await seedMessage(database.sql, shop)
    await prepare(message)
    expect(await outcome(message)).toEqual({ status: 'pending', reason: 'paused', detail: {} })
  })

  test('that waits for a look at another message goes on saying what it has to', async () => {
    const shop = await shopWith()
    const waiting = { kind: 'review' as const }
    const position = { kind: 'node' as const, node: 'sms', visit: 1, since: NOW.getTime(), waiting }
    const message = await seedMessage(database.sql, shop, { runStatus: 'held', position })
    expect((await prepare(message)).ready).toHaveLength(1)
  })
})

test('a strict message stops at the variable that has no value', async () => {
  const shop = await shopWith({}, emailNode({ strict: true, subject: '{{ profile.nickname }}, merhaba' }))
  const message = await seedMessage(database.sql, shop, { event: { items: [] } as JsonObject })
  await prepare(message)
  expect(await outcome(message)).toEqual({
    status: 'skipped',
    reason: 'missing_variable',
    detail: { variable: 'profile.nickname' },
  })
})
