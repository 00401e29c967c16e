import type { Operator } from '#flows/conditions/condition.ts'
import type { Json } from '#flows/json.ts'
import { durationMs } from '#flows/schedule/duration.ts'

export type ValueType = 'number' | 'text' | 'date' | 'any'

const NUMBER_OPS: Operator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq', 'between']
const TEXT_OPS: Operator[] = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'in',
  'not_in',
]
const DATE_OPS: Operator[] = ['before', 'after', 'in_last', 'in_next']
const ANY_OPS: Operator[] = ['exists', 'missing']

const OPS: Record<ValueType, Operator[]> = {
  number: [...NUMBER_OPS, ...ANY_OPS],
  text: [...TEXT_OPS, ...ANY_OPS],
  date: [...DATE_OPS, ...ANY_OPS],
  any: [...TEXT_OPS, ...NUMBER_OPS, ...DATE_OPS, ...ANY_OPS],
}

/** The operators that make sense for a kind of value; one that is in use always stays. */
export function operatorsFor(type: ValueType, inUse: Operator): Operator[] {
  return OPS[type].includes(inUse) ? OPS[type] : [inUse, ...OPS[type]]
}

/** Computed traits that no name tells. */
const NUMBERS = new Set([
  'orders',
  'revenue',
  'refunded',
  'net_revenue',
  'average_order_value',
  'average_days_between_orders',
  'points_balance',
])
const TEXTS = new Set(['favourite_category', 'lifecycle_stage', 'rfm_group'])

/** What a property seems to hold, by its name and by an example of it. */
export function typeOf(path: string, example: Json | undefined): ValueType {
  const last = path.split('.').at(-1) ?? path
  if (NUMBERS.has(last)) return 'number'
  if (TEXTS.has(last)) return 'text'
  if (/(^|_)(at|date|time|birthday)$/.test(last)) return 'date'
  if (last === 'value' || /(^|_)(price|total|amount|quantity|count|points)$/.test(last)) return 'number'
  if (typeof example === 'number') return 'number'
  if (typeof example === 'string') {
    if (/^-?\d+([.,]\d+)?$/.test(example) && !/(^|_)(id|no|code|phone|sku)$/.test(last)) return 'number'
    return /^\d{4}-\d{2}-\d{2}/.test(example) ? 'date' : 'text'
  }
  return example === undefined ? 'any' : 'text'
}

export const firstOperator = (type: ValueType): Operator => (type === 'any' ? 'is' : OPS[type][0]!)

export type ValueInput = 'none' | 'text' | 'number' | 'list' | 'range' | 'date' | 'duration'

const INPUTS: Record<Operator, ValueInput> = {
  is: 'text',
  is_not: 'text',
  contains: 'text',
  not_contains: 'text',
  starts_with: 'text',
  ends_with: 'text',
  in: 'list',
  not_in: 'list',
  eq: 'number',
  neq: 'number',
  gt: 'number',
  gte: 'number',
  lt: 'number',
  lte: 'number',
  between: 'range',
  before: 'date',
  after: 'date',
  in_last: 'duration',
  in_next: 'duration',
  exists: 'none',
  missing: 'none',
}

/** How the value of an operator is typed in. */
export const inputOf = (op: Operator): ValueInput => INPUTS[op]

/** Carries a value over to another operator where it still fits; otherwise a fresh start. */
export function valueFor(op: Operator, value: Json | undefined): Json | undefined {
  const input = inputOf(op)
  if (input === 'none') return undefined
  if (input === 'duration') return isDuration(value) ? value : { amount: 30, unit: 'days' }
  if (input === 'list') return Array.isArray(value) ? value : isPlain(value) && value !== '' ? [value] : []
  if (input === 'range') return Array.isArray(value) && value.length === 2 ? value : [0, 0]
  if (input === 'number') return typeof value === 'number' ? value : numberOf(value)
  return isPlain(value) ? String(value) : ''
}

/** A number as people type it in either language: `1000`, `1,5`, `1.5`. Empty text where it is none. */
export function numberOf(value: Json | undefined): number | '' {
  if (typeof value !== 'string' || value.trim() === '') return ''
  const number = Number(value.trim().replace(',', '.'))
  return Number.isFinite(number) ? number : ''
}

const isPlain = (value: Json | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number'

function isDuration(value: Json | undefined): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  return !Number.isNaN(durationMs(value as never))
}
