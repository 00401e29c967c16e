import type { z } from 'zod'
import { pointerTo } from '#flows/json-text.ts'
import { AppError, type FieldError } from '../services/app-error.ts'

/** The value as the schema reads it; throws `invalid` naming every bad field at once. */
export function parseWith<S extends z.ZodType>(schema: S, value: unknown, what = 'body'): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new AppError('invalid', `The ${what} has invalid fields.`, result.error.issues.flatMap(fieldErrors))
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const pointer = pointerOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerTo(pointer, key),
      code: 'unknown_field',
      message: 'is not a known field',
    }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // the branch that came furthest says best what is wrong
    const nearest = issue.errors.reduce((best, next) => (next.length < best.length ? next : best))
    if (nearest.length > 0) {
      return nearest.flatMap((inner) => fieldErrors({ ...inner, path: [...issue.path, ...inner.path] }))
    }
  }
  return [{ pointer, code: issue.code, message: issue.message }]
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((at, key) => pointerTo(at, typeof key === 'number' ? key : String(key)), '')
}
