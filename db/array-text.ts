/**
 * An array parameter as PostgreSQL writes it, for values that need no quotes: ids, numbers, instants. The driver looks into
 * each element for something to escape, which costs ten times as much in statements of thousands of elements.
 */
export function plainArray(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join()}}`
}

/** The same for JSON texts: JSON quotes a text as PostgreSQL does within arrays, and JSON holds no raw line break. */
export function jsonArray(texts: readonly (string | null)[]): string {
  return `{${texts.map((text) => (text === null ? 'NULL' : JSON.stringify(text))).join()}}`
}

/** Arrays of texts as one array parameter: each element is an array that is written out, to be cast to `text[]` in the statement. */
export function textArrays(lists: readonly (readonly string[])[]): string {
  return `{${lists.map((list) => quoted(`{${list.map(quoted).join()}}`)).join()}}`
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
