import { beforeAll, describe, expect, it } from 'vitest'
import type { Condition } from '#flows/conditions/condition.ts'
import { holdsAt, nextFlip, type Standing } from '#flows/conditions/next-flip.ts'
import { PLACED_ORDER } from '#flows/events/vocabulary.ts'
import { orderTraits } from '#flows/traits/order-traits.ts'
import { hasShopData } from '../../testing/shop-data.ts'
import { customers, END, LAPSED, ORDERS, REPEAT } from './uci-customers.ts'

const WINDOW_MS = 90 * 86_400_000

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
    expect(inside(REPEAT)).toBe(1_446)
  })

  it('finds those who lapsed by the end', () => {
    expect(inside(LAPSED)).toBe(759)
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
    const flips = people.map((one) => nextFlip(LAPSED, one, END))
    const dates = people.map(({ events }) => {
      const purchases = events.filter(({ name }) => name === 'Placed Order').map(({ time }) => time)
      const at = Math.max(...purchases) + WINDOW_MS + 1
      return at > END ? at : null
    })
    expect(flips).toEqual(dates)
    expect(flips.filter((at) => at !== null)).toHaveLength(2_227 - 759)
  })
})
