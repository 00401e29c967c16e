import { beforeAll, describe, expect, it } from 'vitest'
import type { Condition } from '#flows/conditions/condition.ts'
import { NO_FACTS } from '#flows/conditions/facts.ts'
import { holdsAt, nextFlip, type Standing } from '#flows/conditions/next-flip.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import { PLACED_ORDER, REFUNDED_ORDER } from '#flows/events/vocabulary.ts'
import { orderTraits } from '#flows/traits/order-traits.ts'
import { NO_SHOP } from '#flows/traits/traits.ts'
import { hasShopData, shopRows } from '../../testing/shop-data.ts'

const ORDERS = 'uci-retail-orders.csv.gz'
const END = Date.parse('2011-12-09T12:50:00Z')
const WINDOW_MS = 90 * 86_400_000

const repeat: Condition = { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 2 } }
const lapsed: Condition = {
  all: [
    { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 1 } },
    {
      kind: 'event',
      event: 'Placed Order',
      within: { last: { amount: 90, unit: 'days' } },
      count: { op: 'eq', value: 0 },
    },
  ],
}

describe.skipIf(!hasShopData(ORDERS))('segments of a real shop, judged in memory', () => {
  let everyone: Standing[]
  let people: Standing[]
  beforeAll(async () => {
    everyone = await customers()
    people = everyone.filter(({ events }) => events.some(({ name }) => name === PLACED_ORDER))
  })
  const inside = (condition: Condition, at = END) =>
    people.filter((one) => holdsAt(condition, one, at)).length

  it('finds the repeat buyers', () => {
    expect(inside(repeat)).toBe(1_446)
  })

  it('finds those who lapsed by the end', () => {
    expect(inside(lapsed)).toBe(759)
  })

  it('finds those who are worth 1,000 and more, and adds up what all spent', () => {
    const all = everyone.map(({ events }) => orderTraits(events, { now: END, currency: 'GBP' }))
    expect(all.filter(({ net_revenue }) => Number(net_revenue) >= 1_000)).toHaveLength(799)
    const total = (of: 'revenue' | 'refunded' | 'net_revenue' | 'orders') =>
      Math.round(all.reduce((sum, traits) => sum + Number(traits[of]), 0) * 100) / 100
    expect([total('orders'), total('revenue')]).toEqual([9_449, 4_344_135.74])
    expect([total('refunded'), total('net_revenue')]).toEqual([306_600.51, 4_037_535.23])
  })

  it('knows when each of the others will lapse, if they never come back', () => {
    const flips = people.map((one) => nextFlip(lapsed, one, END))
    const dates = people.map(({ events }) => {
      const purchases = events.filter(({ name }) => name === 'Placed Order').map(({ time }) => time)
      const at = Math.max(...purchases) + WINDOW_MS + 1
      return at > END ? at : null
    })
    expect(flips).toEqual(dates)
    expect(flips.filter((at) => at !== null)).toHaveLength(2_227 - 759)
  })
})

/** Everyone with a purchase or a return; shop-local times are read as one zone's, since only the time between them matters. */
async function customers(): Promise<Standing[]> {
  const byPerson = new Map<string, FlowEvent[]>()
  for await (const { time, customer_id, invoice, is_return, value_gbp } of shopRows(ORDERS)) {
    const events = byPerson.get(customer_id!) ?? []
    events.push({
      id: invoice!,
      name: /^(1|true)$/i.test(is_return!) ? REFUNDED_ORDER : PLACED_ORDER,
      time: Date.parse(`${time!.replace(' ', 'T')}Z`),
      properties: {},
      value: value_gbp!,
      currency: 'GBP',
    })
    byPerson.set(customer_id!, events)
  }
  const subject = { profile: {}, event: null, answers: {}, run: null, facts: NO_FACTS }
  return [...byPerson].map(([seed, events]) => ({
    subject: { ...subject, seed },
    events,
    messages: [],
    shop: NO_SHOP,
  }))
}
