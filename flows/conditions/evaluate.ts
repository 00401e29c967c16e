import type { FlowEvent } from '../events/event.ts'
import { eventFields } from '../events/event.ts'
import { type Json, readPath } from '../json.ts'
import { durationMs } from '../schedule/duration.ts'
import { stickyFraction } from '../sticky.ts'
import { compare } from './compare.ts'
import type {
  Condition,
  ConsentCondition,
  EngagementCondition,
  EventCondition,
  InFlowCondition,
  ListCondition,
  MessageCondition,
  PropertyCondition,
  RandomCondition,
  SegmentCondition,
  SequenceCondition,
  Span,
} from './condition.ts'
import {
  type EventAggregate,
  type EventCount,
  type EventSpan,
  type FactRequest,
  type Facts,
  type FactValue,
  factId,
} from './facts.ts'

/** What a condition is judged against. Instants are milliseconds since 1970. */
export interface Subject {
  profile: Record<string, unknown>
  event: FlowEvent | null
  /** Answers of webhook steps by node id; a path starts with the node's id. */
  answers: Record<string, Json>
  /** The run it is judged for, where there is one. `since`: the instant after which things count as during the run. */
  run: SubjectRun | null
  /** Makes random shares: the same words, the same people. */
  seed: string
  facts: Facts
  now: number
}

export interface SubjectRun {
  /** Null for one that would only begin. */
  id: string | null
  startedAt: number
  trigger: FlowEvent | null
  /** It began when its trigger event came; false for one that entered from another flow. */
  byTrigger: boolean
  key: { path: string; value: string } | null
}

/** True or false with the values that decided it, or the facts that are missing. */
export type Judgement =
  | { kind: 'known'; holds: boolean; saw: Record<string, Json> }
  | { kind: 'need'; requests: FactRequest[] }

/** Judges a condition. Facts that are missing are asked for all at once, so that one look-up serves. */
export function judge(condition: Condition, subject: Subject): Judgement {
  const saw: Record<string, Json> = {}
  const requests = new Map<string, FactRequest>()
  const holds = evaluate(condition, subject, saw, requests)
  return holds === undefined
    ? { kind: 'need', requests: [...requests.values()] }
    : { kind: 'known', holds, saw }
}

/** Three-valued: undefined where a fact is missing and the rest does not decide. */
function evaluate(
  condition: Condition,
  subject: Subject,
  saw: Record<string, Json>,
  requests: Map<string, FactRequest>,
): boolean | undefined {
  if ('all' in condition) return every(condition.all, subject, saw, requests)
  if ('any' in condition) return some(condition.any, subject, saw, requests)
  if ('none' in condition) {
    const any = some(condition.none, subject, saw, requests)
    return any === undefined ? undefined : !any
  }
  switch (condition.kind) {
    case 'property':
      return condition.of === 'traits'
        ? trait(condition, subject, saw, requests)
        : property(condition, subject, saw)
    case 'event':
      return events(condition, subject, saw, requests)
    case 'sequence':
      return sequence(condition, subject, saw, requests)
    case 'engagement':
      return engagement(condition, subject, saw, requests)
    case 'in_flow':
      return inFlow(condition, subject, saw, requests)
    case 'list':
    case 'segment':
      return membership(condition, subject, saw, requests)
    case 'consent':
      return consent(condition, subject, saw, requests)
    case 'message':
      return messages(condition, subject, saw, requests)
    case 'random':
      return random(condition, subject, saw)
  }
}

/** The fact, or undefined after it was asked for. */
function factOf(request: FactRequest, { facts }: Subject, requests: Map<string, FactRequest>) {
  const value = facts.look(request)
  if (value === undefined) requests.set(factId(request), request)
  return value
}

function membership(
  condition: ListCondition | SegmentCondition,
  ...[subject, saw, requests]: Args
): boolean | undefined {
  const group = condition.kind === 'list' ? condition.list : condition.segment
  const value = factOf({ kind: 'membership', of: condition.kind, group }, subject, requests)
  if (value === undefined) return undefined
  saw[`${condition.kind} ${group}`] = value === 1
  return (value === 1) === (condition.op === 'in')
}

function consent(condition: ConsentCondition, ...[subject, saw, requests]: Args): boolean | undefined {
  const { channel, messageKind, status } = condition
  const value = factOf({ kind: 'consent', channel, messageKind }, subject, requests)
  if (value === undefined) return undefined
  saw[`consent to ${messageKind} ${channel}`] = value
  return value === status
}

function messages(condition: MessageCondition, ...[subject, saw, requests]: Args): boolean | undefined {
  const { node = null, did, count } = condition
  if (subject.run === null || subject.run.id === null) return compare(count.op, 0, count.value, subject.now)
  const value = factOf({ kind: 'run_messages', run: subject.run.id, node, did }, subject, requests)
  if (value === undefined) return undefined
  saw[`${did} ${node ?? 'messages'}`] = value
  return compare(count.op, value, count.value, subject.now)
}

function random({ percent }: RandomCondition, subject: Subject, saw: Record<string, Json>): boolean {
  const drawn = stickyFraction('random', String(percent), subject.seed) * 100
  saw.drawn = Math.floor(drawn * 100) / 100
  return drawn < percent
}

type Args = [Subject, Record<string, Json>, Map<string, FactRequest>]

function every(conditions: Condition[], ...args: Args): boolean | undefined {
  let result: boolean | undefined = true
  for (const condition of conditions) {
    const holds = evaluate(condition, ...args)
    if (holds === false) return false
    if (holds === undefined) result = undefined
  }
  return result
}

function some(conditions: Condition[], ...args: Args): boolean | undefined {
  let result: boolean | undefined = false
  for (const condition of conditions) {
    const holds = evaluate(condition, ...args)
    if (holds === true) return true
    if (holds === undefined) result = undefined
  }
  return result
}

function property(condition: PropertyCondition, subject: Subject, saw: Record<string, Json>): boolean {
  const actual = readProperty(condition, subject)
  saw[`${condition.of}.${condition.path}`] = (actual ?? null) as Json
  return compare(condition.op, actual, condition.value as Json | undefined, subject.now)
}

function trait(
  { path, op, value }: PropertyCondition,
  ...[subject, saw, requests]: Args
): boolean | undefined {
  const actual = factOf({ kind: 'trait', name: path }, subject, requests)
  if (actual === undefined) return undefined
  saw[`traits.${path}`] = actual
  return compare(op, actual, value as Json | undefined, subject.now)
}

function readProperty({ of, path }: PropertyCondition, subject: Subject): unknown {
  if (of === 'profile') return readPath(subject.profile, path)
  if (of === 'event') return subject.event ? readPath(eventFields(subject.event), path) : undefined
  return readPath(subject.answers, path)
}

function events(condition: EventCondition, ...[subject, saw, requests]: Args): boolean | undefined {
  const request = eventRequest(condition, subject)
  const known: FactValue | undefined =
    request === null ? (condition.aggregate ? null : 0) : factOf(request, subject, requests)
  if (known === undefined) return undefined
  const { aggregate, count, event } = condition
  if (request !== null)
    saw[aggregate ? `${aggregate.fn} of ${event} ${aggregate.of}` : `count of ${event}`] = known
  if (aggregate) return compare(aggregate.op, known, aggregate.value as Json | undefined, subject.now)
  return count !== undefined && compare(count.op, known, count.value, subject.now)
}

/** What an event condition needs to know; null where there can be no event (this key, but the run has none). */
export function eventRequest(
  condition: EventCondition,
  subject: Omit<Subject, 'facts'>,
): EventCount | EventAggregate | null {
  const span = eventSpan(condition, subject)
  if (span === null) return null
  const { aggregate } = condition
  if (aggregate === undefined) return { kind: 'event_count', ...span }
  return { kind: 'event_aggregate', fn: aggregate.fn, of: aggregate.of, ...span }
}

function eventSpan(condition: EventCondition, subject: Omit<Subject, 'facts'>): EventSpan | null {
  const key = condition.sameKey ? (subject.run?.key ?? null) : null
  if (condition.sameKey && key === null) return null
  const { event, where = null, within } = condition
  if (within === undefined || !('since' in within)) {
    return { event, where, key, after: null, ...bounds(within, subject.now) }
  }
  const { run, now } = subject
  const trigger = run?.byTrigger ? run.trigger : null
  return {
    event,
    where,
    key,
    from: trigger ? null : (run?.startedAt ?? null),
    after: trigger?.time ?? null,
    until: now,
  }
}

/** A span's ends in milliseconds since 1970, both inclusive. What is to come has not happened, whatever end a span names. */
export function bounds(span: Span | undefined, now: number): { from: number | null; until: number } {
  if (span === undefined) return { from: null, until: now }
  if ('last' in span) return { from: now - durationMs(span.last), until: now }
  if ('before' in span) return { from: null, until: Math.min(Date.parse(span.before) - 1, now) }
  return { from: Date.parse(span.between[0]), until: Math.min(Date.parse(span.between[1]), now) }
}

function sequence(condition: SequenceCondition, ...[subject, saw, requests]: Args): boolean | undefined {
  const { first, next, did, within, during } = condition
  const request = {
    kind: 'sequence',
    first,
    next,
    did,
    withinMs: durationMs(within),
    ...bounds(during, subject.now),
  } as const
  const value = factOf(request, subject, requests)
  if (value === undefined) return undefined
  saw[`${first.event}, then ${did ? '' : 'no '}${next.event}`] = value === 1
  return value === 1
}

function engagement(condition: EngagementCondition, ...[subject, saw, requests]: Args): boolean | undefined {
  const { did, channel = null, flow = null, within, count } = condition
  const value = factOf(
    { kind: 'engagement', did, channel, flow, ...bounds(within, subject.now) },
    subject,
    requests,
  )
  if (value === undefined) return undefined
  saw[`${did} messages`] = value
  return compare(count.op, value, count.value, subject.now)
}

function inFlow({ flow, op }: InFlowCondition, ...[subject, saw, requests]: Args): boolean | undefined {
  const value = factOf({ kind: 'in_flow', flow }, subject, requests)
  if (value === undefined) return undefined
  saw[`in flow ${flow}`] = value === 1
  return (value === 1) === (op === 'in')
}
