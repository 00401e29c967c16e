import type { FlowEvent } from '../events/event.ts'
import { type KnownEvent, PLACED_ORDER, REFUNDED_ORDER } from '../events/vocabulary.ts'
import { isoTime } from '../iso-time.ts'
import { readPath } from '../json.ts'

/**
 * What a person's orders say of them, named as conditions and templates read them. Money is a decimal string, summed
 * exactly; instants are ISO 8601 in UTC.
 */
export interface OrderTraits {
  orders: number
  revenue: string
  refunded: string
  net_revenue: string
  first_order_at: string | null
  last_order_at: string | null
  /** Of the orders that have a value. */
  average_order_value: string | null
  average_days_between_orders: number | null
}

const CANCELLED_ORDER: KnownEvent = 'Cancelled Order'
const ORDER_ID = 'order_id'
const DAY_MS = 86_400_000
const PLACES = 4

/**
 * Reads the traits from a person's events as of `now`, in milliseconds since 1970; what comes later has not happened. An order that
 * was cancelled by its `order_id` is none. Amounts in another currency than `currency` count as orders without a value, since
 * they can't be added; null takes them all. The sign of a refund doesn't matter: shops send both.
 */
export function orderTraits(
  events: readonly FlowEvent[],
  { now, currency }: { now: number; currency: string | null },
): OrderTraits {
  const past = events.filter(({ time }) => time <= now)
  const orders = ordersOf(events, now)
  const amounts = (of: readonly FlowEvent[]) =>
    of.flatMap((one) =>
      one.value !== null && (currency === null || one.currency === currency) ? [scaled(one.value)] : [],
    )
  const spent = amounts(orders)
  const revenue = sum(spent)
  const refunded = sum(amounts(past.filter(({ name }) => name === REFUNDED_ORDER)).map(absolute))
  const times = orders.map(({ time }) => time)
  const first = times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b))
  const last = times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b))
  return {
    orders: orders.length,
    revenue: decimal(revenue),
    refunded: decimal(refunded),
    net_revenue: decimal(revenue - refunded),
    first_order_at: first === null ? null : isoTime(first),
    last_order_at: last === null ? null : isoTime(last),
    average_order_value: spent.length === 0 ? null : decimal(divided(revenue, BigInt(spent.length))),
    average_days_between_orders:
      first === null || last === null || times.length < 2
        ? null
        : (last - first) / DAY_MS / (times.length - 1),
  }
}

/** The orders that were placed by `now` and not cancelled since. */
export function ordersOf(events: readonly FlowEvent[], now: number): FlowEvent[] {
  const past = events.filter(({ time }) => time <= now)
  const cancelled = new Set(past.filter(({ name }) => name === CANCELLED_ORDER).flatMap(orderIdOf))
  return past.filter((one) => one.name === PLACED_ORDER && !orderIdOf(one).some((id) => cancelled.has(id)))
}

function orderIdOf({ properties }: FlowEvent): string[] {
  const id = readPath(properties, ORDER_ID)
  return typeof id === 'string' || typeof id === 'number' ? [String(id)] : []
}

/** A decimal string of at most four places as ten-thousandths. */
function scaled(value: string): bigint {
  const [whole = '0', places = ''] = value.replace('-', '').split('.')
  const digits = BigInt(whole + places.padEnd(PLACES, '0'))
  return value.startsWith('-') ? -digits : digits
}

function decimal(amount: bigint): string {
  const digits = absolute(amount)
    .toString()
    .padStart(PLACES + 1, '0')
  const text = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '')
  return amount < 0n ? `-${text}` : text
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n)
const absolute = (amount: bigint) => (amount < 0n ? -amount : amount)

/** Rounded half away from zero. */
function divided(amount: bigint, by: bigint): bigint {
  const half = (2n * absolute(amount) + by) / (2n * by)
  return amount < 0n ? -half : half
}
