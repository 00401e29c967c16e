import type { Condition } from './condition.ts'

const last = (amount: number) => ({ last: { amount, unit: 'days' as const } })
const ordered = (op: 'gte' | 'eq', value: number, days?: number): Condition => ({
  kind: 'event',
  event: 'Placed Order',
  count: { op, value },
  ...(days === undefined ? {} : { within: last(days) }),
})
const engaged = (did: 'received' | 'opened' | 'clicked', op: 'gte' | 'eq', value: number): Condition => ({
  kind: 'engagement',
  did,
  within: last(90),
  count: { op, value },
})

/** Segments that most shops want, by what the studio calls them (`segments.ready.<id>`). */
export const READY_MADE_SEGMENTS = {
  champions: { kind: 'property', of: 'traits', path: 'rfm_group', op: 'is', value: 'champions' },
  loyal: { kind: 'property', of: 'traits', path: 'rfm_group', op: 'is', value: 'loyal' },
  vip: { kind: 'property', of: 'traits', path: 'net_revenue', op: 'gte', value: 10_000 },
  high_spenders: { kind: 'property', of: 'traits', path: 'average_order_value', op: 'gte', value: 2_000 },
  repeat: ordered('gte', 2),
  one_time: ordered('eq', 1),
  new_customers: { kind: 'property', of: 'traits', path: 'lifecycle_stage', op: 'is', value: 'new' },
  at_risk: { kind: 'property', of: 'traits', path: 'lifecycle_stage', op: 'is', value: 'at_risk' },
  lapsed: { all: [ordered('gte', 1), ordered('eq', 0, 90)] },
  never_bought: ordered('eq', 0),
  cart_left: {
    kind: 'sequence',
    first: { event: 'Added to Cart' },
    next: { event: 'Placed Order' },
    did: false,
    within: { amount: 1, unit: 'days' },
    during: last(7),
  },
  engaged: { any: [engaged('opened', 'gte', 1), engaged('clicked', 'gte', 1)] },
  unengaged: { all: [engaged('received', 'gte', 3), engaged('opened', 'eq', 0)] },
} as const satisfies Record<string, Condition>

export type ReadyMadeSegment = keyof typeof READY_MADE_SEGMENTS
export const READY_MADE_SEGMENT_IDS = Object.keys(READY_MADE_SEGMENTS) as ReadyMadeSegment[]
