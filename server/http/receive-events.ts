import { type IncomingEvent, readEvent } from '#flows/events/incoming-event.ts'
import { EVENT_LIMITS } from '#flows/events/limits.ts'
import type { Json } from '#flows/json.ts'
import { AppError, type FieldError } from '../services/app-error.ts'
import type { Ctx } from '../services/context.ts'
import { record } from '../services/events/record.ts'
import { counters } from './counters.ts'

/** The answer of `POST /events`. */
export interface EventsAnswer {
  accepted: number
  duplicates: number
  rejected: { index: number; errors: FieldError[] }[]
}

const REFUSED: FieldError = { pointer: '', code: 'not_storable', message: 'could not be stored' }

/** The events of a body: one, or the list under `events`. Throws `invalid` when there is no list of 1 to 1,000. */
export function eventsIn(body: Json): { items: Json[]; single: boolean } {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !('events' in body)) {
    return { items: [body], single: true }
  }
  const { events, ...rest } = body
  const unknown = Object.keys(rest)
  const most = EVENT_LIMITS.eventsPerRequest
  const errors: FieldError[] = unknown.slice(0, 20).map((name) => ({
    pointer: `/${name.slice(0, 100)}`,
    code: 'unknown_field',
    message: 'is not a field beside `events`',
  }))
  if (!Array.isArray(events) || events.length === 0) {
    errors.push({
      pointer: '/events',
      code: 'invalid_type',
      message: `must be a list of 1 to ${most} events`,
    })
  } else if (events.length > most) {
    errors.push({ pointer: '/events', code: 'too_many', message: `must hold at most ${most} events` })
  }
  if (errors.length > 0) throw new AppError('invalid', 'The body has invalid fields.', errors)
  return { items: events as Json[], single: false }
}

/** Reads and stores the events of one request: good ones are kept when others are bad. Throws `invalid` when none is good. */
export async function receiveEvents(
  ctx: Ctx,
  { items, single }: { items: Json[]; single: boolean },
  country: string,
): Promise<EventsAnswer> {
  const setting = { nowMs: ctx.now.getTime(), country }
  const good: IncomingEvent[] = []
  const places: number[] = []
  const rejected: EventsAnswer['rejected'] = []
  const fromBrowser = ctx.actor.kind === 'key' && ctx.actor.public
  for (let index = 0; index < items.length; index++) {
    const read = readEvent(items[index], single ? '' : `/events/${index}`, setting)
    if (!read.ok) rejected.push({ index, errors: read.faults })
    else {
      good.push(fromBrowser ? { ...read.event, public: true } : read.event)
      places.push(index)
    }
  }
  let accepted = 0
  let duplicates = 0
  const outcomes = good.length === 0 ? [] : await record({ ctx, input: good })
  outcomes.forEach((outcome, i) => {
    if (outcome === 'accepted') accepted++
    else if (outcome === 'duplicate') duplicates++
    else {
      const index = places[i]!
      rejected.push({ index, errors: [{ ...REFUSED, pointer: single ? '' : `/events/${index}` }] })
    }
  })
  counters.events.accepted += accepted
  counters.events.duplicate += duplicates
  counters.events.rejected += rejected.length
  if (rejected.length === items.length) {
    const errors = rejected.flatMap((one) => one.errors).slice(0, 200)
    throw new AppError(
      'invalid',
      single ? 'The event has invalid fields.' : 'No event could be taken.',
      errors,
      single ? {} : { accepted: 0, duplicates: 0, rejected },
    )
  }
  return { accepted, duplicates, rejected: rejected.sort((a, b) => a.index - b.index) }
}
