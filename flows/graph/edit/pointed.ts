import type { Json } from '../../json.ts'

/** A copy of a config in which conditions on messages ask for the steps of the new ids. */
export function pointed(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((one) => pointed(one, ids))
  if (value === null || typeof value !== 'object') return value
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, pointed(one as Json, ids)]),
  )
  if (value.kind === 'message' && typeof value.node === 'string')
    copy.node = ids.get(value.node) ?? value.node
  return copy
}
