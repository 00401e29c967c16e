import type { FlowEvent } from '../events/event.ts'
import { holdsForEvent, keyValue } from '../events/match.ts'
import { aggregate } from './aggregate.ts'
import type { EventPattern } from './condition.ts'
import type { EventAggregate, EventCount, EventSequence, EventSpan, FactValue } from './facts.ts'

/** The events a request is about, out of a person's events of its name in any order; what is later than `now` has not happened. */
export function eventsIn(span: EventSpan, named: readonly FlowEvent[], now: number): FlowEvent[] {
  const { where, key, from, after, until } = span
  const end = Math.min(now, until ?? now)
  return named.filter(
    (one) =>
      one.time <= end &&
      (from === null || one.time >= from) &&
      (after === null || one.time > after) &&
      (key === null || keyValue(one, key.path) === key.value) &&
      (where === null || holdsForEvent(where, one, now)),
  )
}

/** What an event request comes to for a person; `named` gives their events of a name. */
export function eventFact(
  request: EventCount | EventAggregate | EventSequence,
  named: (name: string) => readonly FlowEvent[],
  now: number,
): FactValue {
  if (request.kind === 'sequence') return Number(follows(request, named, now))
  const events = eventsIn(request, named(request.event), now)
  return request.kind === 'event_count' ? events.length : aggregate(request, events)
}

function follows(
  { first, next, did, withinMs, from, until }: EventSequence,
  named: (name: string) => readonly FlowEvent[],
  now: number,
): boolean {
  const all = (pattern: EventPattern, from: number | null, until: number | null) =>
    eventsIn(
      { event: pattern.event, where: pattern.where ?? null, key: null, from, after: null, until },
      named(pattern.event),
      now,
    )
  const after = all(next, null, null).map(({ time }) => time)
  return all(first, from, until).some(({ time }) => {
    const followed = after.some((at) => at > time && at <= time + withinMs)
    return did ? followed : !followed && time + withinMs < now
  })
}
