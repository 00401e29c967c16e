import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowEvent } from '../events/event.ts'
import { orderTraits } from './order-traits.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-11-27T12:00:00Z')
let ids = 0
const event = (
  name: string,
  daysAgo: number,
  value: string | null,
  more: Partial<FlowEvent> = {},
): FlowEvent => ({
  id: `e${ids++}`,
  name,
  time: NOW - daysAgo * DAY,
  properties: {},
  value,
  currency: 'TRY',
  ...more,
})
const order = (daysAgo: number, value: string | null, more?: Partial<FlowEvent>) =>
  event('Placed Order', daysAgo, value, more)
const traits = (events: FlowEvent[], now = NOW) => orderTraits(events, { now, currency: 'TRY' })

describe('orderTraits', () => {
  it('says of who never ordered that there is nothing', () => {
    expect(traits([event('Viewed Product', 1, '10')])).toEqual({
      orders: 0,
      revenue: '0',
      refunded: '0',
      net_revenue: '0',
      first_order_at: null,
      last_order_at: null,
      average_order_value: null,
      average_days_between_orders: null,
    })
  })

  it('adds up exactly, and takes refunds off whatever their sign', () => {
    const events = [
      order(30, '0.1'),
      order(20, '0.2'),
      order(0, '99.9999'),
      event('Refunded Order', 1, '-0.2'),
      event('Refunded Order', 1, '0.05'),
    ]
    expect(traits(events)).toEqual({
      orders: 3,
      revenue: '100.2999',
      refunded: '0.25',
      net_revenue: '100.0499',
      first_order_at: '2026-10-28T12:00:00.000Z',
      last_order_at: '2026-11-27T12:00:00.000Z',
      average_order_value: '33.4333',
      average_days_between_orders: 15,
    })
  })

  it('takes a cancelled order for none, from the moment it was cancelled', () => {
    const kept = order(9, '50', { properties: { order_id: 7 } })
    const gone = order(5, '80', { properties: { order_id: 'A8' } })
    const events = [kept, gone, event('Cancelled Order', 2, null, { properties: { order_id: 'A8' } })]
    expect(traits(events)).toMatchObject({
      orders: 1,
      revenue: '50',
      last_order_at: '2026-11-18T12:00:00.000Z',
    })
    expect(traits(events, NOW - 3 * DAY)).toMatchObject({ orders: 2, revenue: '130' })
  })

  it('counts an order in another currency or without a value, and adds neither', () => {
    const events = [order(3, '50'), order(2, '60', { currency: 'EUR' }), order(1, null)]
    expect(traits(events)).toMatchObject({ orders: 3, revenue: '50', average_order_value: '50' })
    expect(orderTraits(events, { now: NOW, currency: null })).toMatchObject({ revenue: '110' })
  })

  it('does not care for the order of the events, and net revenue is what is left of revenue', () => {
    const amount = fc.integer({ min: -9_999_999, max: 99_999_999 }).map((n) => (n / 10_000).toFixed(4))
    const any = fc
      .tuple(fc.constantFrom('Placed Order', 'Refunded Order'), fc.nat(400), fc.option(amount))
      .map(([name, daysAgo, value]) => event(name, daysAgo - 30, value))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (events) => {
        const found = traits(events)
        expect(traits(events.toReversed())).toEqual(found)
        expect(traits(events.filter(({ time }) => time <= NOW))).toEqual(found)
        const left = Number(found.revenue) - Number(found.refunded)
        expect(Number(found.net_revenue)).toBeCloseTo(left, 3)
      }),
      { numRuns: 300 },
    )
  })
})
