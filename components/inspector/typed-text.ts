import type { Json } from '#flows/json.ts'

/** A value as a person types it. */
export const writtenText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** Numbers, true and false as such; everything else as text. Long digit strings (codes, phones) stay text. */
export function typedValue(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/.test(text) ? Number(text) : text
}
