import { canonicalJson } from '../json.ts'
import type { Condition } from './condition.ts'

/**
 * A count of the person's events. `after`, `from` and `until` are milliseconds since 1970 (`after` exclusive, `from` and
 * `until` inclusive), null for no bound.
 */
export interface EventCount {
  kind: 'event_count'
  event: string
  where: Condition | null
  key: { path: string; value: string } | null
  from: number | null
  after: number | null
  until: number | null
}

/** What the core needs to know and does not have. */
export type FactRequest =
  | EventCount
  /** Whether the person is on a list or in a segment, named by id or name: 1 or 0. */
  | { kind: 'membership'; of: 'list' | 'segment'; group: string }
  /** The person's standing consent: `subscribed`, `unsubscribed`, `pending`, `none`. */
  | { kind: 'consent'; channel: string; messageKind: string }
  /** How many messages of a run were sent, opened or clicked; of one node, or of all where `node` is null. */
  | { kind: 'run_messages'; run: string; node: string | null; did: 'sent' | 'opened' | 'clicked' }
  /** The path of an experiment that has won; `none` while none has. */
  | { kind: 'winner'; flow: string; node: string }

export type FactValue = number | string

/** What is known; undefined where it has to be asked for. */
export interface Facts {
  look: (request: FactRequest) => FactValue | undefined
}

/** The same string for the same request. */
export function factId(request: FactRequest): string {
  if (request.kind !== 'event_count') return canonicalJson(request)
  // the one that is asked for most
  const { event, where, key, from, after, until } = request
  const condition = where === null ? null : canonicalJson(where)
  return JSON.stringify([event, condition, key?.path, key?.value, from, after, until])
}

/** Facts that were looked up before, by `factId` of their request. */
export class KnownFacts implements Facts {
  private readonly known: Map<string, FactValue>

  constructor(known: Iterable<readonly [string, FactValue]> = []) {
    this.known = new Map(known)
  }

  look(request: FactRequest): FactValue | undefined {
    return this.known.size === 0 ? undefined : this.known.get(factId(request))
  }

  learn(request: FactRequest, value: FactValue): void {
    this.known.set(factId(request), value)
  }
}

/** Knows nothing. */
export const NO_FACTS: Facts = { look: () => undefined }
