import type { Json } from '../json.ts'
import { Duration, durationMs } from '../schedule/duration.ts'
import type { PropertyCondition } from './condition.ts'

/**
 * Applies an operator. A missing value (absent or null) matches only `missing`, `is_not`, `not_contains`, `not_in` and `neq`.
 * Numbers compare as numbers also when written as text; text compares case-folded.
 */
export function compare(
  op: PropertyCondition['op'],
  actual: unknown,
  expected: Json | undefined,
  now: number,
): boolean {
  const absent = actual === undefined || actual === null
  switch (op) {
    case 'exists':
      return !absent
    case 'missing':
      return absent
    case 'is':
    case 'eq':
      return same(actual, expected)
    case 'is_not':
    case 'neq':
      return !same(actual, expected)
    case 'contains':
      return contains(actual, expected)
    case 'not_contains':
      return !contains(actual, expected)
    case 'starts_with':
      return edge(actual, expected, (s, t) => s.startsWith(t))
    case 'ends_with':
      return edge(actual, expected, (s, t) => s.endsWith(t))
    case 'in':
      return list(expected).some((item) => same(actual, item))
    case 'not_in':
      return !list(expected).some((item) => same(actual, item))
    case 'gt':
    case 'after':
      return ordered(actual, expected, (order) => order > 0)
    case 'gte':
      return ordered(actual, expected, (order) => order >= 0)
    case 'lt':
    case 'before':
      return ordered(actual, expected, (order) => order < 0)
    case 'lte':
      return ordered(actual, expected, (order) => order <= 0)
    case 'between': {
      const [low, high] = list(expected)
      return ordered(actual, low, (order) => order >= 0) && ordered(actual, high, (order) => order <= 0)
    }
    case 'in_last':
      return inSpan(actual, expected, (at, ms) => at > now - ms && at <= now)
    case 'in_next':
      return inSpan(actual, expected, (at, ms) => at >= now && at < now + ms)
  }
}

const number = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value))
    return undefined
  return Number(value)
}

/** Text compares without regard to case, the same for İ, I, ı and i wherever the reader is from. */
export function foldText(text: string): string {
  return text.normalize('NFC').replaceAll('İ', 'i').replaceAll('I', 'i').replaceAll('ı', 'i').toLowerCase()
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? foldText(value)
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined

/** A date or date-time text as milliseconds since 1970; undefined for anything else. */
export const instant = (value: unknown): number | undefined => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

function same(actual: unknown, expected: unknown): boolean {
  if (actual === null || actual === undefined) return false
  const [a, b] = [number(actual), number(expected)]
  if (a !== undefined && b !== undefined) return a === b
  const [s, t] = [text(actual), text(expected)]
  return s !== undefined && s === t
}

function ordered(actual: unknown, expected: unknown, holds: (order: number) => boolean): boolean {
  const [a, b] = [number(actual), number(expected)]
  if (a !== undefined && b !== undefined) return holds(a - b)
  const [s, t] = [instant(actual), instant(expected)]
  return s !== undefined && t !== undefined && holds(s - t)
}

/** The milliseconds of a duration; undefined for anything else. */
export function duration(value: unknown): number | undefined {
  const parsed = Duration.safeParse(value)
  return parsed.success ? durationMs(parsed.data) : undefined
}

const contains = (actual: unknown, expected: unknown): boolean => {
  if (Array.isArray(actual)) return actual.some((item) => same(item, expected))
  const [s, t] = [text(actual), text(expected)]
  return s !== undefined && t !== undefined && s.includes(t)
}

function edge(actual: unknown, expected: unknown, holds: (s: string, t: string) => boolean): boolean {
  const [s, t] = [text(actual), text(expected)]
  return s !== undefined && t !== undefined && holds(s, t)
}

function inSpan(actual: unknown, expected: unknown, holds: (at: number, ms: number) => boolean): boolean {
  const [at, ms] = [instant(actual), duration(expected)]
  return at !== undefined && ms !== undefined && holds(at, ms)
}
