import type { TemplateScope } from '#flows/content/liquid.ts'
import { readPath } from '#flows/json.ts'

const OUTPUT = /\{\{-?\s*([A-Za-z_][\w.]*)\s*(\|[^}]*)?-?\}\}/g
const ROOTS = new Set(['profile', 'event', 'webhook', 'run', 'flow', 'workspace'])

/** Variables a message writes out that this person has no value for and that no `default` stands in for. */
export function emptyVariables(texts: readonly string[], scope: TemplateScope): string[] {
  const empty = new Set<string>()
  for (const text of texts) {
    for (const [, path = '', filters = ''] of text.matchAll(OUTPUT)) {
      if (!ROOTS.has(path.split('.')[0] ?? '') || /\|\s*default\b/.test(filters)) continue
      const value = readPath(scope, path)
      if (value === undefined || value === null || value === '') empty.add(path)
    }
  }
  return [...empty]
}
