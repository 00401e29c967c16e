import type { FlowEvent } from '../events/event.ts'
import { eventFields } from '../events/event.ts'
import { readPath } from '../json.ts'
import { number, text } from './compare.ts'
import type { EventAggregate, FactValue } from './facts.ts'

/** One value out of a property of events, in any order; null where no event has a value that counts. Sums are exact. */
export function aggregate(
  { fn, of }: Pick<EventAggregate, 'fn' | 'of'>,
  events: readonly FlowEvent[],
): FactValue {
  const valueIn = (event: FlowEvent) => readPath(eventFields(event), of)
  if (fn === 'first' || fn === 'last') {
    const known = events.filter((event) => plain(valueIn(event)) !== null)
    if (known.length === 0) return null
    const sign = fn === 'first' ? 1 : -1
    const found = known.reduce((best, one) => (sign * inTime(one, best) < 0 ? one : best))
    return plain(valueIn(found))
  }
  if (fn === 'distinct') return new Set(events.flatMap((event) => text(valueIn(event)) ?? [])).size
  const values = events.map(valueIn).filter((value) => number(value) !== undefined)
  if (values.length === 0) return null
  const numbers = values.map((value) => number(value)!)
  switch (fn) {
    case 'min':
      return numbers.reduce((a, b) => Math.min(a, b))
    case 'max':
      return numbers.reduce((a, b) => Math.max(a, b))
    case 'sum':
      return exactSum(values.map(String))
    case 'avg':
      return exactSum(values.map(String)) / values.length
  }
}

const plain = (value: unknown): FactValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null

/** By when they happened; of two at once the smaller id comes first. */
export const inTime = (a: FlowEvent, b: FlowEvent): number =>
  a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Decimal texts added up without rounding, as the nearest number. */
export function exactSum(texts: readonly string[]): number {
  const terms = texts.map(decimalOf)
  const scale = Math.max(0, ...terms.map((term) => term.scale))
  const total = terms.reduce((sum, term) => sum + term.digits * 10n ** BigInt(scale - term.scale), 0n)
  return Number(`${total}e-${scale}`)
}

/** `digits` × 10^-`scale`. */
function decimalOf(written: string): { digits: bigint; scale: number } {
  const [mantissa = '', exponent = '0'] = written.trim().toLowerCase().split('e')
  const [whole = '', places = ''] = mantissa.replace(/^[+-]/, '').split('.')
  const digits = BigInt(`${whole}${places}` || '0') * (mantissa.startsWith('-') ? -1n : 1n)
  const scale = places.length - Number(exponent)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}
