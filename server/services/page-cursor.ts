import { z } from 'zod'
import { AppError } from './app-error.ts'

/** The last row of a page: where the next one begins. */
export interface Cursor {
  at: Date
  id: string
}

export interface Page<T> {
  items: T[]
  /** What to send as `after` for the next page; null on the last. */
  next: string | null
}

/** A page of `limit` from rows that were asked for with one more than that. `cursor` names a row's place in the order. */
export function pageOf<R, T>(
  rows: R[],
  limit: number,
  cursor: (row: R) => Cursor,
  item: (row: R) => T,
): Page<T> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  if (rows.length <= limit || last === undefined) return { items: page.map(item), next: null }
  const { at, id } = cursor(last)
  return { items: page.map(item), next: `${at.toISOString()}_${id}` }
}

/** Reads the `next` of an earlier page. Throws `invalid` where it is none. */
export function cursorOf(text: string): Cursor {
  const [time = '', id = ''] = text.split('_')
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || !z.uuid().safeParse(id).success) {
    throw new AppError('invalid', 'The query has invalid fields.', [
      { pointer: '/after', code: 'invalid_cursor', message: 'must be the `next` of a page' },
    ])
  }
  return { at, id }
}
