import type { Actor } from './context.ts'

/** The name that stands beside a change; null for Akis itself. */
export function changedBy(actor: Actor): string | null {
  if (actor.kind === 'user') return actor.name
  return actor.kind === 'key' ? 'API' : null
}
