import { eventFields, type FlowEvent } from '../events/event.ts'
import { holdsForEvent, keyValue } from '../events/match.ts'
import { type Json, readPath } from '../json.ts'
import { durationMs } from '../schedule/duration.ts'
import { duration, instant } from './compare.ts'
import type { Condition, EventCondition, PropertyCondition } from './condition.ts'
import { judge, type Subject } from './evaluate.ts'
import type { EventCount, Facts } from './facts.ts'
import { leavesOf } from './problems.ts'

/** A person as they stand: what is known of them apart from the clock, and all their events in any order. */
export interface Standing {
  subject: Omit<Subject, 'now'>
  events: readonly FlowEvent[]
}

/**
 * The first instant after `now` at which the condition says something else by time alone, in milliseconds since 1970; null
 * where it never does. An event counts from its own instant on. Throws where a fact other than an event count is missing.
 */
export function nextFlip(condition: Condition, standing: Standing, now: number): number | null {
  const instants = [...new Set(boundaries(condition, standing))].filter((at) => at > now)
  if (instants.length === 0) return null
  const holds = holdsAt(condition, standing, now)
  instants.sort((a, b) => a - b)
  return instants.find((at) => holdsAt(condition, standing, at) !== holds) ?? null
}

/** Whether the condition holds at an instant, counting the events that have happened by then. Throws as `nextFlip` does. */
export function holdsAt(condition: Condition, { subject, events }: Standing, now: number): boolean {
  const facts: Facts = {
    look: (request) =>
      request.kind === 'event_count' ? count(request, events, now) : subject.facts.look(request),
  }
  const judged = judge(condition, { ...subject, facts, now })
  if (judged.kind === 'known') return judged.holds
  throw new Error(`Facts are missing: ${judged.requests.map(({ kind }) => kind).join(', ')}`)
}

function count(request: EventCount, events: readonly FlowEvent[], now: number): number {
  const { event, where, key, from, after, until } = request
  return events.filter(
    (one) =>
      one.name === event &&
      one.time <= Math.min(now, until ?? now) &&
      (from === null || one.time >= from) &&
      (after === null || one.time > after) &&
      (key === null || keyValue(one, key.path) === key.value) &&
      (where === null || holdsForEvent(where, one, now)),
  ).length
}

/** Every instant at which a leaf may begin to say something else; between two of them nothing changes. */
function boundaries(condition: Condition, standing: Standing): number[] {
  return leavesOf(condition).flatMap((leaf) => {
    if (leaf.kind === 'event') return eventBoundaries(leaf, standing.events)
    return leaf.kind === 'property' ? propertyBoundaries(leaf, standing.subject) : []
  })
}

function eventBoundaries({ event, where, within }: EventCondition, events: readonly FlowEvent[]): number[] {
  const clocked = where === undefined ? [] : leavesOf(where).filter((leaf) => leaf.kind === 'property')
  return events
    .filter((one) => one.name === event)
    .flatMap((one) => [
      one.time,
      ...(within !== undefined && 'last' in within ? [one.time + durationMs(within.last) + 1] : []),
      ...clocked.flatMap((leaf) => propertyBoundaries(leaf, { profile: {}, event: one, answers: {} })),
    ])
}

type Readable = Pick<Subject, 'profile' | 'event' | 'answers'>

/** `in_last` is open at its start and closed at its end, `in_next` the other way round, as `compare` has it. */
function propertyBoundaries({ of, path, op, value }: PropertyCondition, subject: Readable): number[] {
  if (op !== 'in_last' && op !== 'in_next') return []
  const fields: Record<PropertyCondition['of'], unknown> = {
    profile: subject.profile,
    event: subject.event === null ? {} : eventFields(subject.event),
    webhook: subject.answers,
  }
  const at = instant(readPath(fields[of], path))
  const ms = duration(value as Json | undefined)
  if (at === undefined || ms === undefined) return []
  return op === 'in_last' ? [at, at + ms] : [at - ms + 1, at + 1]
}
