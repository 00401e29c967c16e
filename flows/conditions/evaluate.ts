import type { FlowEvent } from '../events/event.ts'
import { eventFields } from '../events/event.ts'
import { type Json, readPath } from '../json.ts'
import { durationMs } from '../schedule/duration.ts'
import { stickyFraction } from '../sticky.ts'
import { compare } from './compare.ts'
import type {
  Condition,
  ConsentCondition,
  EventCondition,
  ListCondition,
  MessageCondition,
  PropertyCondition,
  RandomCondition,
  SegmentCondition,
} from './condition.ts'
import { type EventCount, type FactRequest, type Facts, factId } from './facts.ts'

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
      return property(condition, subject, saw)
    case 'event':
      return eventCount(condition, subject, saw, requests)
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

function readProperty({ of, path }: PropertyCondition, subject: Subject): unknown {
  if (of === 'profile') return readPath(subject.profile, path)
  if (of === 'event') return subject.event ? readPath(eventFields(subject.event), path) : undefined
  return readPath(subject.answers, path)
}

function eventCount(
  condition: EventCondition,
  subject: Subject,
  saw: Record<string, Json>,
  requests: Map<string, FactRequest>,
): boolean | undefined {
  const request = countRequest(condition, subject)
  if (request === null) return compare(condition.count.op, 0, condition.count.value, subject.now)
  const count = factOf(request, subject, requests)
  if (count === undefined) return undefined
  saw[`count of ${condition.event}`] = count
  return compare(condition.count.op, count, condition.count.value, subject.now)
}

/** The count an event condition needs; null where it can only be zero (this key, but the run has none). */
export function countRequest(condition: EventCondition, subject: Omit<Subject, 'facts'>): EventCount | null {
  const key = condition.sameKey ? (subject.run?.key ?? null) : null
  if (condition.sameKey && key === null) return null
  const within = condition.within
  const sinceRun = within !== undefined && 'since' in within
  return {
    kind: 'event_count',
    event: condition.event,
    where: condition.where ?? null,
    key,
    from: spanStart(condition, subject),
    after: sinceRun && subject.run?.byTrigger ? (subject.run.trigger?.time ?? null) : null,
    // what is to come has not happened, whatever end a span names
    until:
      within !== undefined && 'between' in within
        ? Math.min(Date.parse(within.between[1]), subject.now)
        : subject.now,
  }
}

function spanStart({ within }: EventCondition, subject: Omit<Subject, 'facts'>): number | null {
  if (within === undefined) return null
  if ('last' in within) return subject.now - durationMs(within.last)
  if ('between' in within) return Date.parse(within.between[0])
  return subject.run?.byTrigger && subject.run.trigger ? null : (subject.run?.startedAt ?? null)
}
