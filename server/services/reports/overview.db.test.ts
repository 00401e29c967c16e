import { Temporal } from 'temporal-polyfill'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { ALL_PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { IncomingEvent } from '#flows/events/incoming-event.ts'
import { PLACED_ORDER, REFUNDED_ORDER } from '#flows/events/vocabulary.ts'
import { hasShopData, shopRows } from '#server/testing/shop-data.ts'
import type { Ctx } from '../context.ts'
import { recordBulk } from '../events/record.ts'
import { routeBatch } from '../runs/route.ts'
import { overview } from './overview.ts'

const database = testDatabase()
const NOW = new Date('2026-11-22T12:00:00Z')

async function shop(settings: { currency: string; zone: string }): Promise<Ctx> {
  const workspaceId = v7()
  await database.sql`
    insert into workspaces (id, name, slug, currency, time_zone)
    values (${workspaceId}, 'Shop', ${workspaceId}, ${settings.currency}, ${settings.zone})`
  return { sql: database.sql, workspaceId, actor: { kind: 'system' }, now: NOW }
}

type Told = Partial<IncomingEvent> & { event: string; time: string; person: string }

const incoming = ({ person, ...told }: Told): IncomingEvent => ({
  key: null,
  identifiers: { external_id: person },
  profile: {},
  properties: {},
  value: null,
  currency: null,
  backfill: false,
  ...told,
})

/** Accepts the events and routes everything that was accepted; answers how many were new. */
async function tell(ctx: Ctx, events: IncomingEvent[]): Promise<number> {
  let accepted = 0
  for (let start = 0; start < events.length; start += 1_000) {
    const outcomes = await recordBulk({ ctx, input: events.slice(start, start + 1_000) })
    accepted += outcomes.filter((outcome) => outcome === 'accepted').length
  }
  for (const part of ALL_PARTS) {
    while ((await routeBatch({ sql: ctx.sql, parts: [part], now: ctx.now, limit: 500 })).events > 0);
  }
  return accepted
}

describe('the overview', () => {
  it('of a shop without anything is nothing', async () => {
    expect(
      await overview({ ctx: await shop({ currency: 'TRY', zone: 'Europe/Istanbul' }), input: {} }),
    ).toEqual({
      people: 0,
      customers: 0,
      repeatCustomers: 0,
      orders: 0,
      refunds: 0,
      revenue: [],
    })
  })

  it('counts an order once, however often it is told, and refunds at their own time', async () => {
    const ctx = await shop({ currency: 'TRY', zone: 'Europe/Istanbul' })
    const order = (
      person: string,
      orderId: string | null,
      time: string,
      value: string,
      currency: string | null = 'TRY',
    ) =>
      incoming({
        event: PLACED_ORDER,
        person,
        key: v7(),
        time,
        value,
        currency,
        properties: orderId === null ? {} : { order_id: orderId },
      })
    await tell(ctx, [
      order('ayse', 'A-1', '2026-09-30T21:30:00.000Z', '100'),
      order('ayse', 'A-1', '2026-10-02T09:00:00.000Z', '100'),
      order('ayse', 'A-2', '2026-10-05T09:00:00.000Z', '50.25', null),
      order('mehmet', null, '2026-10-31T20:59:59.999Z', '10.5', 'EUR'),
      order('mehmet', null, '2026-10-31T21:00:00.000Z', '10', 'EUR'),
      incoming({ event: 'Signed Up', person: 'zeynep', time: '2026-10-05T09:00:00.000Z' }),
      incoming({
        event: REFUNDED_ORDER,
        person: 'ayse',
        time: '2026-10-06T09:00:00.000Z',
        value: '-20',
        currency: 'TRY',
      }),
      incoming({
        event: REFUNDED_ORDER,
        person: 'ayse',
        time: '2026-11-06T09:00:00.000Z',
        value: '5',
        currency: 'TRY',
      }),
    ])
    expect(await overview({ ctx, input: {} })).toEqual({
      people: 3,
      customers: 2,
      repeatCustomers: 2,
      orders: 4,
      refunds: 2,
      revenue: [
        { currency: 'TRY', gross: '150.25', refunded: '25.00', net: '125.25' },
        { currency: 'EUR', gross: '20.50', refunded: '0.00', net: '20.50' },
      ],
    })
    expect(await overview({ ctx, input: { from: '2026-10-01', to: '2026-10-31' } })).toMatchObject({
      customers: 2,
      repeatCustomers: 1,
      orders: 3,
      refunds: 1,
      revenue: [
        { currency: 'TRY', gross: '150.25', refunded: '20.00', net: '130.25' },
        { currency: 'EUR', gross: '10.50', refunded: '0.00', net: '10.50' },
      ],
    })
    expect(await overview({ ctx, input: { from: '2026-10-02', to: '2026-10-04' } })).toMatchObject({
      orders: 0,
    })
  })

  it('is closed to those who may not read', async () => {
    const ctx = await shop({ currency: 'TRY', zone: 'Europe/Istanbul' })
    const actor = { kind: 'key', keyId: v7(), public: false, scopes: ['ingest'] } as const
    await expect(overview({ ctx: { ...ctx, actor }, input: {} })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

const ORDERS = 'uci-retail-orders.csv.gz'

describe.skipIf(!hasShopData(ORDERS))('a year of a real gift shop', () => {
  const londonTime = (local: string) =>
    new Date(
      Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/London').epochMilliseconds,
    ).toISOString()

  async function orders(): Promise<IncomingEvent[]> {
    const events: IncomingEvent[] = []
    for await (const { time, customer_id, invoice, is_return, value_gbp, country } of shopRows(ORDERS)) {
      const refund = is_return === '1'
      events.push(
        incoming({
          event: refund ? REFUNDED_ORDER : PLACED_ORDER,
          person: customer_id!,
          key: `${refund ? 'refund' : 'order'}:${invoice}`,
          time: londonTime(time!),
          value: value_gbp!.replace('-', ''),
          currency: 'GBP',
          properties: { order_id: invoice!, country: country! },
          backfill: true,
        }),
      )
    }
    return events
  }

  it('gives the known answers, and the same again when it is imported twice', async () => {
    const ctx = await shop({ currency: 'GBP', zone: 'Europe/London' })
    const events = await orders()
    const known = {
      customers: 2_227,
      repeatCustomers: 1_446,
      orders: 9_449,
      refunds: 1_783,
      revenue: [{ currency: 'GBP', gross: '4344135.74', refunded: '306600.51', net: '4037535.23' }],
    }
    expect(await tell(ctx, events)).toBe(9_449 + 1_783)
    const first = await overview({ ctx, input: {} })
    expect(first).toMatchObject(known)
    expect(await tell(ctx, events)).toBe(0)
    expect(await overview({ ctx, input: {} })).toEqual(first)
  })
})
