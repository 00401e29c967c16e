import { exactSum } from '../conditions/aggregate.ts'
import { number } from '../conditions/compare.ts'
import type { FactValue } from '../conditions/facts.ts'
import type { FlowEvent } from '../events/event.ts'
import { readPath } from '../json.ts'
import { ordersOf, orderTraits } from './order-traits.ts'
import { type RfmEdges, rfmGroup, rfmScores } from './rfm.ts'
import { isTrait, LIFECYCLE_MS, type LifecycleStage } from './trait-names.ts'

/** What of a workspace its people's traits depend on. */
export interface TraitShop {
  /** The currency that amounts are added up in; null takes them all. */
  currency: string | null
  /** The fifths of its buyers; null while they have not been computed. */
  rfm: RfmEdges | null
}

/** Amounts of any currency, and no fifths of buyers. */
export const NO_SHOP: TraitShop = { currency: null, rfm: null }

/** A trait of a person as of `now`, out of all their events; null where they have none, or there is no such trait. */
export function traitOf(
  name: string,
  events: readonly FlowEvent[],
  { now, currency, rfm }: TraitShop & { now: number },
): FactValue {
  if (!isTrait(name)) return null
  switch (name) {
    case 'favourite_category':
      return favouriteCategory(ordersOf(events, now))
    case 'points_balance':
      return pointsBalance(events, now)
    case 'lifecycle_stage':
      return lifecycleStage(
        ordersOf(events, now).map(({ time }) => time),
        now,
      )
    case 'rfm_group':
      return groupOf(events, { now, currency, rfm })
    default:
      return orderTraits(events, { now, currency })[name]
  }
}

/** Where somebody stands by their orders' instants, all of them at `now` or before. */
export function lifecycleStage(orders: readonly number[], now: number): LifecycleStage {
  if (orders.length === 0) return 'prospect'
  const [first, last] = [orders.reduce((a, b) => Math.min(a, b)), orders.reduce((a, b) => Math.max(a, b))]
  if (now - first <= LIFECYCLE_MS.new) return 'new'
  if (now - last <= LIFECYCLE_MS.active) return 'active'
  return now - last <= LIFECYCLE_MS.at_risk ? 'at_risk' : 'lapsed'
}

/** The category of the most lines of all orders; of several the first in order of their letters. */
function favouriteCategory(orders: readonly FlowEvent[]): string | null {
  const lines = new Map<string, number>()
  for (const { properties } of orders) {
    const items = Array.isArray(properties.items) ? properties.items : []
    for (const item of items) {
      const category = readPath(item, 'category')
      if (typeof category === 'string' && category !== '') lines.set(category, (lines.get(category) ?? 0) + 1)
    }
  }
  const [best] = [...lines].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  return best?.[0] ?? null
}

/** Points earned less points spent, null for who never had any. */
function pointsBalance(events: readonly FlowEvent[], now: number): number | null {
  const points = events.flatMap(({ name, time, properties }) => {
    const value = readPath(properties, 'points')
    if (time > now || number(value) === undefined) return []
    if (name === 'Earned Points') return [String(value)]
    return name === 'Spent Points' ? [negated(String(value))] : []
  })
  return points.length === 0 ? null : exactSum(points)
}

const negated = (written: string) => {
  const plain = written.trim()
  return plain.startsWith('-') ? plain.slice(1) : `-${plain.replace('+', '')}`
}

function groupOf(
  events: readonly FlowEvent[],
  { now, currency, rfm }: TraitShop & { now: number },
): FactValue {
  const traits = orderTraits(events, { now, currency })
  if (rfm === null || traits.last_order_at === null) return null
  const buyer = {
    lastOrderAt: Date.parse(traits.last_order_at),
    orders: traits.orders,
    netRevenue: Number(traits.net_revenue),
  }
  return rfmGroup(rfmScores(buyer, rfm))
}
