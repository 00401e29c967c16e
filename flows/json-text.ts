import type { Json } from './json.ts'

/** Something in a JSON value that PostgreSQL, JavaScript or a reader could not keep as it was sent. */
export interface JsonFault {
  pointer: string
  code: 'nul' | 'lone_surrogate' | 'forbidden_key' | 'too_deep' | 'number_out_of_range' | 'too_long'
  message: string
}

export interface JsonBounds {
  /** Objects and arrays inside one another, the outermost counted. */
  depth: number
  /** Bytes of UTF-8 in one string. */
  stringBytes: number
}

const MAX_FAULTS = 20
const NUL = '\u0000'

/** Every place where the value breaks the bounds or holds text that can't be stored; at most 20 are named. */
export function jsonFaults(value: Json, pointer: string, bounds: JsonBounds): JsonFault[] {
  if (isClean(value, 1, bounds)) return []
  const faults: JsonFault[] = []
  visit(value, pointer, 1, bounds, faults)
  return faults
}

/** What is wrong with one text, or null: NUL, half of a surrogate pair, too many bytes. */
export function textFault(text: string, pointer: string, stringBytes: number): JsonFault | null {
  if (text.includes(NUL)) return { pointer, code: 'nul', message: 'must not contain the NUL character' }
  if (!text.isWellFormed()) {
    return { pointer, code: 'lone_surrogate', message: 'must not contain half of a surrogate pair' }
  }
  if (longerThan(text, stringBytes)) {
    return { pointer, code: 'too_long', message: `must be at most ${stringBytes} bytes` }
  }
  return null
}

/** A JSON pointer one level deeper (RFC 6901: `~` and `/` are escaped). */
export function pointerTo(pointer: string, key: string | number): string {
  if (typeof key === 'number') return `${pointer}/${key}`
  return `${pointer}/${key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key}`
}

function visit(value: Json, pointer: string, depth: number, bounds: JsonBounds, faults: JsonFault[]): void {
  if (faults.length >= MAX_FAULTS) return
  if (typeof value === 'string') {
    const fault = textFault(value, pointer, bounds.stringBytes)
    if (fault) faults.push(fault)
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      faults.push({
        pointer,
        code: 'number_out_of_range',
        message: 'is too large a number to keep exactly; send it as a string',
      })
    }
  } else if (typeof value === 'object' && value !== null) {
    if (depth > bounds.depth) {
      faults.push({ pointer, code: 'too_deep', message: `must be nested at most ${bounds.depth} deep` })
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++)
        visit(value[i] as Json, `${pointer}/${i}`, depth + 1, bounds, faults)
    } else {
      for (const key in value) {
        const at = pointerTo(pointer, key)
        if (key === '__proto__') {
          faults.push({ pointer: at, code: 'forbidden_key', message: 'is a name that cannot be used' })
        } else {
          const fault = textFault(key, at, bounds.stringBytes)
          if (fault) faults.push(fault)
          else visit(value[key] as Json, at, depth + 1, bounds, faults)
        }
      }
    }
  }
}

/** The same rule without the names of places: nearly every body passes it, and pointers cost more than the checks. */
function isClean(value: Json, depth: number, bounds: JsonBounds): boolean {
  if (typeof value === 'string') return isCleanText(value, bounds.stringBytes)
  if (typeof value === 'number')
    return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth > bounds.depth) return false
  if (Array.isArray(value)) {
    for (const item of value) if (!isClean(item, depth + 1, bounds)) return false
    return true
  }
  for (const key in value) {
    if (key === '__proto__' || !isCleanText(key, bounds.stringBytes)) return false
    if (!isClean(value[key] as Json, depth + 1, bounds)) return false
  }
  return true
}

const isCleanText = (text: string, stringBytes: number) =>
  !text.includes(NUL) && text.isWellFormed() && !longerThan(text, stringBytes)

/** UTF-8 takes one to three bytes for each UTF-16 unit, so most texts are settled by their length. */
function longerThan(text: string, bytes: number): boolean {
  if (text.length * 3 <= bytes) return false
  return text.length > bytes || new TextEncoder().encode(text).length > bytes
}
