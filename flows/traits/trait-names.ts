import type { KnownEvent } from '../events/vocabulary.ts'

/** Computed traits, as conditions and templates name them. */
export const TRAITS = [
  'orders',
  'revenue',
  'refunded',
  'net_revenue',
  'first_order_at',
  'last_order_at',
  'average_order_value',
  'average_days_between_orders',
  'favourite_category',
  'points_balance',
  'lifecycle_stage',
  'rfm_group',
] as const
export type TraitName = (typeof TRAITS)[number]

export const isTrait = (name: string): name is TraitName => (TRAITS as readonly string[]).includes(name)

/** The events that traits are computed from. */
export const TRAIT_EVENTS: readonly string[] = [
  'Placed Order',
  'Cancelled Order',
  'Refunded Order',
  'Earned Points',
  'Spent Points',
] satisfies KnownEvent[]

/** From someone who never ordered to someone who has not ordered for long. */
export const LIFECYCLE_STAGES = ['prospect', 'new', 'active', 'at_risk', 'lapsed'] as const
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number]

const DAY_MS = 86_400_000
/** How long after the first order a person is new, and after the last one active and at risk; the last instant belongs to it. */
export const LIFECYCLE_MS = { new: 30 * DAY_MS, active: 90 * DAY_MS, at_risk: 180 * DAY_MS } as const
export const LIFECYCLE_BOUNDS_MS: readonly number[] = Object.values(LIFECYCLE_MS)
