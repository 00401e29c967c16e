import { canonicalJson } from '../json.ts'
import type { AGGREGATES, Condition, ENGAGEMENT_DEEDS, EventPattern } from './condition.ts'

/**
 * Some of the person's events. `after`, `from` and `until` are milliseconds since 1970 (`after` exclusive, `from` and `until`
 * inclusive), null for no bound.
 */
export interface EventSpan {
  event: string
  where: Condition | null
  key: { path: string; value: string } | null
  from: number | null
  after: number | null
  until: number | null
}

/** How many events. */
export interface EventCount extends EventSpan {
  kind: 'event_count'
}

/** One value out of a property of events; null where none has it. */
export interface EventAggregate extends EventSpan {
  kind: 'event_aggregate'
  fn: (typeof AGGREGATES)[number]
  of: string
}

/** Whether one event was followed by another, 1 or 0; `from` and `until` bound the first. */
export interface EventSequence {
  kind: 'sequence'
  first: EventPattern
  next: EventPattern
  did: boolean
  withinMs: number
  from: number | null
  until: number | null
}

/** How many messages the person received, opened or clicked, by when they did; of a channel or flow, or of all for null. */
export interface Engagement {
  kind: 'engagement'
  did: (typeof ENGAGEMENT_DEEDS)[number]
  channel: string | null
  flow: string | null
  from: number | null
  until: number | null
}

/** What the core needs to know and does not have. */
export type FactRequest =
  | EventCount
  | EventAggregate
  | EventSequence
  | Engagement
  /** A computed trait of the person, by its name; null where they have none. */
  | { kind: 'trait'; name: string }
  /** Whether the person is on a list or in a segment, named by id or name: 1 or 0. */
  | { kind: 'membership'; of: 'list' | 'segment'; group: string }
  /** Whether a run of the flow is under way, by the flow's id: 1 or 0. */
  | { kind: 'in_flow'; flow: string }
  /** The person's standing consent: `subscribed`, `unsubscribed`, `pending`, `none`. */
  | { kind: 'consent'; channel: string; messageKind: string }
  /** How many messages of a run were sent, opened or clicked; of one node, or of all where `node` is null. */
  | { kind: 'run_messages'; run: string; node: string | null; did: 'sent' | 'opened' | 'clicked' }
  /** The path of an experiment that has won; `none` while none has. */
  | { kind: 'winner'; flow: string; node: string }

export type FactValue = number | string | boolean | null

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
