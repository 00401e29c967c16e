import { canonicalJson } from '../json.ts'
import type { Condition } from './condition.ts'

/**
 * A count of the person's events that the core needs and does not have.
 * `after` and `until` are milliseconds since 1970 (`after` exclusive, `from` and `until` inclusive), null for no bound.
 */
export interface FactRequest {
  kind: 'event_count'
  event: string
  where: Condition | null
  key: { path: string; value: string } | null
  from: number | null
  after: number | null
  until: number | null
}

/** Facts that were looked up, by `factId` of their request. */
export type Facts = ReadonlyMap<string, number>

/** The same string for the same request. */
export function factId(request: FactRequest): string {
  return canonicalJson(request)
}
