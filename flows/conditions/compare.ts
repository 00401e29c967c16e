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

/** A number, or a text that is one; undefined for anything else. */
export const number = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return typeof value === 'string' && NUMBER_TEXT.test(value) ? Number(value) : undefined
}

/** A number written as text, of a size that every part of Akis reads alike. */
const NUMBER_TEXT = /^ *[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})? *$/

/** Text compares without regard to case, the same for İ, I, ı and i wherever the reader is from. */
export function foldText(text: string): string {
  const dotted = text.normalize('NFC').replaceAll('İ', 'i').replaceAll('I', 'i').replaceAll('ı', 'i')
  return dotted.toLowerCase().replaceAll('ς', 'σ')
}

/** Numbers outside of this are written otherwise by the database. */
const isPlain = (value: number) => value === 0 || (Math.abs(value) >= 1e-6 && Math.abs(value) < 1e21)

/** What text operators see of a value; undefined for objects and lists. */
export const text = (value: unknown): string | undefined => {
  if (typeof value === 'string') return foldText(value)
  if (typeof value === 'number') return isPlain(value) ? String(value) : undefined
  return typeof value === 'boolean' ? String(value) : undefined
}

const INSTANT_TEXT =
  /^([1-9]\d{3})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/

/** An ISO 8601 date or date-time as milliseconds since 1970, UTC where it names no zone; undefined for anything else. */
export const instant = (value: unknown): number | undefined => {
  const parts = typeof value === 'string' ? INSTANT_TEXT.exec(value) : null
  if (parts === null) return undefined
  const [year, month, day, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const date = new Date(Date.UTC(year!, month! - 1, day, hours, minutes, seconds))
  // no 30th of February
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return undefined
  const [, , , , , , , fraction = '', zone = 'Z'] = parts
  return date.getTime() + Number(fraction.slice(0, 3).padEnd(3, '0')) - offsetMs(zone)
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
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
