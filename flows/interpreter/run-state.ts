import type { FlowEvent } from '../events/event.ts'
import type { Json, JsonObject } from '../json.ts'

/** What a run that stands on a node is waiting for. Instants are milliseconds since 1970. */
export type Waiting = { kind: 'timer'; until: number } | { kind: 'event'; until: number } | { kind: 'answer' }

/** Where a run is: not begun, standing on a node, or over. */
export type Position =
  | { kind: 'start' }
  | { kind: 'node'; node: string; visit: number; since: number; waiting: Waiting }
  | { kind: 'ended'; end: RunEnd; at: number }

export type RunEnd =
  | { status: 'completed'; reason: 'end' | 'goal' }
  | { status: 'exited'; reason: string }
  | { status: 'failed'; reason: string }

/** A run's whole state apart from storage: JSON, the same live and in replay. */
export interface Run {
  id: string
  flowId: string
  profileId: string
  /** The value of the trigger's key property, such as this cart's id. */
  key: string | null
  startedAt: number
  trigger: FlowEvent | null
  holdout: boolean
  position: Position
  /** How many times each node has been entered. */
  visits: Record<string, number>
  /** What webhook steps answered, by node id. */
  answers: Record<string, Json>
}

/** The profile as conditions and templates read it. */
export type ProfileFields = JsonObject

/** What reaches a run from outside: its timer, an event of its person, the answer of its webhook, or an order to leave. */
export type Input =
  | { kind: 'start' }
  | { kind: 'timer' }
  | { kind: 'event'; event: FlowEvent }
  | { kind: 'answer'; node: string; visit: number; ok: boolean; answer: Json }
  | { kind: 'leave'; reason: string }

/** One line of a run's trace. `passed`: entered and left at once; `waiting`: entered and stays; `resumed`: left after a wait. */
export interface TraceStep {
  kind: 'started' | 'passed' | 'waiting' | 'resumed' | 'ended'
  node: string | null
  visit: number
  at: number
  branch: string | null
  /** Why: the values that were read, the event that came, the instant waited for. */
  detail: JsonObject
}
