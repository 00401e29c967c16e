import { eventFields, type FlowEvent } from '../events/event.ts'
import { type Json, readPath } from '../json.ts'
import { durationMs } from '../schedule/duration.ts'
import { LIFECYCLE_BOUNDS_MS, TRAIT_EVENTS } from '../traits/trait-names.ts'
import { type TraitShop, traitOf } from '../traits/traits.ts'
import { duration, instant } from './compare.ts'
import type { Condition, PropertyCondition, SequenceCondition, Span, Within } from './condition.ts'
import { judge, type Subject } from './evaluate.ts'
import type { Engagement, Facts } from './facts.ts'
import { eventFact } from './person-events.ts'
import { leavesOf } from './problems.ts'

/** A message a person was sent; instants in milliseconds since 1970, null where it was not done. A click is an open too. */
export interface PersonMessage {
  channel: string
  flow: string
  sentAt: number
  openedAt: number | null
  clickedAt: number | null
}

/** A person as they stand: what is known of them apart from the clock, and all that happened with them in any order. */
export interface Standing {
  subject: Omit<Subject, 'now'>
  events: readonly FlowEvent[]
  messages: readonly PersonMessage[]
  shop: TraitShop
}

/**
 * The first instant after `now` at which the condition says something else by time alone, in milliseconds since 1970; null
 * where it never does. What happened counts from its own instant on. Throws where a fact that only the subject's `facts` know
 * is missing.
 */
export function nextFlip(condition: Condition, standing: Standing, now: number): number | null {
  const instants = [...new Set(boundaries(condition, standing))].filter((at) => at > now)
  if (instants.length === 0) return null
  const holds = holdsAt(condition, standing, now)
  instants.sort((a, b) => a - b)
  return instants.find((at) => holdsAt(condition, standing, at) !== holds) ?? null
}

/** Whether the condition holds at an instant, by what has happened by then. Throws as `nextFlip` does. */
export function holdsAt(condition: Condition, standing: Standing, now: number): boolean {
  const judged = judge(condition, { ...standing.subject, facts: factsAt(standing, now), now })
  if (judged.kind === 'known') return judged.holds
  throw new Error(`Facts are missing: ${judged.requests.map(({ kind }) => kind).join(', ')}`)
}

function factsAt({ subject, events, messages, shop }: Standing, now: number): Facts {
  const named = (name: string) => events.filter((one) => one.name === name)
  return {
    look: (request) => {
      switch (request.kind) {
        case 'event_count':
        case 'event_aggregate':
        case 'sequence':
          return eventFact(request, named, now)
        case 'trait':
          return traitOf(request.name, events, { now, ...shop })
        case 'engagement':
          return engagementOf(request, messages, now)
        default:
          return subject.facts.look(request)
      }
    },
  }
}

/** How many messages were received, opened or clicked within a span. */
export function engagementOf(
  { did, channel, flow, from, until }: Engagement,
  messages: readonly PersonMessage[],
  now: number,
): number {
  return messages.filter((one) => {
    const at = deedAt(one, did)
    return (
      at !== null &&
      (channel === null || one.channel === channel) &&
      (flow === null || one.flow === flow) &&
      (from === null || at >= from) &&
      at <= Math.min(now, until ?? now)
    )
  }).length
}

function deedAt({ sentAt, openedAt, clickedAt }: PersonMessage, did: Engagement['did']): number | null {
  if (did === 'received') return sentAt
  return did === 'opened' ? (openedAt ?? clickedAt) : clickedAt
}

/** Every instant at which a leaf may begin to say something else; between two of them nothing changes. */
function boundaries(condition: Condition, standing: Standing): number[] {
  const { subject, events, messages } = standing
  return leavesOf(condition).flatMap((leaf) => {
    switch (leaf.kind) {
      case 'event':
        return patternBoundaries(leaf, leaf.within, events)
      case 'sequence':
        return sequenceBoundaries(leaf, events)
      case 'engagement':
        return messages.flatMap((one) => {
          const at = deedAt(one, leaf.did)
          return at === null ? [] : [at, ...leaving(at, leaf.within)]
        })
      case 'property':
        return leaf.of === 'traits' ? traitBoundaries(leaf, events) : propertyBoundaries(leaf, subject)
      default:
        return []
    }
  })
}

/** When something that happened falls out of a span that goes with the clock. */
const leaving = (at: number, span: Span | Within | undefined) =>
  span !== undefined && 'last' in span ? [at + durationMs(span.last) + 1] : []

function patternBoundaries(
  { event, where }: { event: string; where?: Condition | undefined },
  within: Span | Within | undefined,
  events: readonly FlowEvent[],
): number[] {
  const clocked = where === undefined ? [] : leavesOf(where).filter((leaf) => leaf.kind === 'property')
  return events
    .filter((one) => one.name === event)
    .flatMap((one) => [
      one.time,
      ...leaving(one.time, within),
      ...clocked.flatMap((leaf) => propertyBoundaries(leaf, { profile: {}, event: one, answers: {} })),
    ])
}

function sequenceBoundaries(condition: SequenceCondition, events: readonly FlowEvent[]): number[] {
  const { first, next, within, during } = condition
  const over = events
    .filter((one) => one.name === first.event)
    .map(({ time }) => time + durationMs(within) + 1)
  return [...patternBoundaries(first, during, events), ...patternBoundaries(next, undefined, events), ...over]
}

/** A trait changes with its events; a stage of life also with the days since an order. */
function traitBoundaries(leaf: PropertyCondition, events: readonly FlowEvent[]): number[] {
  return events
    .filter(({ name }) => TRAIT_EVENTS.includes(name))
    .flatMap(({ time }) => [
      time,
      ...LIFECYCLE_BOUNDS_MS.map((ms) => time + ms + 1),
      ...instantBoundaries(leaf, time),
    ])
}

type Readable = Pick<Subject, 'profile' | 'event' | 'answers'>

function propertyBoundaries(leaf: PropertyCondition, subject: Readable): number[] {
  const fields: Record<PropertyCondition['of'], unknown> = {
    profile: subject.profile,
    event: subject.event === null ? {} : eventFields(subject.event),
    webhook: subject.answers,
    traits: {},
  }
  const at = instant(readPath(fields[leaf.of], leaf.path))
  return at === undefined ? [] : instantBoundaries(leaf, at)
}

/** `in_last` is open at its start and closed at its end, `in_next` the other way round, as `compare` has it. */
function instantBoundaries({ op, value }: PropertyCondition, at: number): number[] {
  if (op !== 'in_last' && op !== 'in_next') return []
  const ms = duration(value as Json | undefined)
  if (ms === undefined) return []
  return op === 'in_last' ? [at, at + ms] : [at - ms + 1, at + 1]
}
