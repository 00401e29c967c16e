import type { FlowEvent } from '../events/event.ts'
import type { Json, JsonObject } from '../json.ts'

/**
 * What a run that stands on a node is waiting for. Instants are milliseconds since 1970. `condition`: judged again at each
 * event of the person and at `check`; `review`: a person looks at the message first.
 */
export type Waiting =
  | { kind: 'timer'; until: number }
  | { kind: 'event'; until: number }
  | { kind: 'condition'; until: number; check: number }
  | { kind: 'answer' }
  | { kind: 'review' }

/** Where a run is: not begun, standing on a node, or over. */
export type Position =
  | { kind: 'start' }
  | { kind: 'node'; node: string; visit: number; since: number; waiting: Waiting }
  | { kind: 'ended'; end: RunEnd; at: number }

export type RunEnd =
  | { status: 'completed'; reason: 'end' | 'goal' }
  | { status: 'exited'; reason: string }
  | { status: 'failed'; reason: string; resume: Resume | null }

/** Where a failed run stood and what it could not take in: a retry begins there. */
export interface Resume {
  position: Exclude<Position, { kind: 'ended' }>
  input: Input
}

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
  /** How often each repeat edge was taken, by `from branch`. */
  repeats?: Record<string, number>
  /** How many flows led into each other before this one; absent for a run that its own trigger began. */
  depth?: number
}

/** The profile as conditions and templates read it. */
export type ProfileFields = JsonObject

/**
 * What reaches a run from outside: its timer, an event of its person, the answer of its webhook, a person's word on its
 * message, or what a publisher decided for it: to leave, to go to another node, to wait by the new delay.
 */
export type Input =
  | { kind: 'start' }
  | { kind: 'timer' }
  | { kind: 'event'; event: FlowEvent }
  | { kind: 'answer'; node: string; visit: number; ok: boolean; answer: Json }
  | { kind: 'reviewed'; node: string; visit: number; sent: boolean }
  | { kind: 'leave'; reason: string }
  | { kind: 'move'; to: string }
  | { kind: 'reschedule' }

export type TraceKind =
  | 'started'
  | 'passed'
  | 'waiting'
  | 'resumed'
  | 'restarted'
  | 'moved'
  | 'rescheduled'
  | 'retried'
  | 'ended'

/**
 * One line of a run's trace. `passed`: entered and left at once; `waiting`: entered and stays; `resumed`: left after a wait;
 * `restarted`: its timer began anew; `moved`, `rescheduled`: a publisher's choice; `retried`: after a failure.
 */
export interface TraceStep {
  kind: TraceKind
  node: string | null
  visit: number
  at: number
  branch: string | null
  /** Why: the values that were read, the event that came, the instant waited for. */
  detail: JsonObject
}
