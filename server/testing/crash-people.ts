import type { FlowEvent } from '#flows/events/event.ts'
import type { IncomingEvent } from '#flows/events/incoming-event.ts'
import { type PersonHistory, strangerWith } from '#flows/replay/person-history.ts'
import { KEYS, OTHER_EVENTS } from '#flows/testing/random-flow.ts'

/** Somebody who enters flows of a crash test, with all that they ever do. */
export interface CrashPerson {
  identifiers: { external_id: string; email?: string }
  properties: { n: number }
  /** In order: what they did before, then what lets them in. */
  happenings: Happening[]
}

interface Happening {
  /** The shop's own id of the event. */
  key: string
  name: string
  /** The flow that it may begin; null for what was before. */
  flow: number | null
  properties: { k: string; n: number }
  /** From the moment at which the person is sent, in milliseconds. */
  afterMs: number
}

const BEFORE_MS = 60_000
const APART_MS = 10
const MOST_BEFORE = 4

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T
  }
}

/** The flow's number as it stands in the names of what is its own. */
export const ownName = (flow: number): string => String(flow).padStart(2, '0')
/** The name of the event that begins a flow. */
export const triggerOf = (flow: number): string => `T_${ownName(flow)}`

/** A person with a past of their own who is to enter these flows, one after the other; every tenth has no address. */
export function drawPerson(
  number: number,
  dice: Dice,
  entries: readonly { flow: number; times: number }[],
): CrashPerson {
  const name = `c-${number}`
  const before = Array.from({ length: dice.below(MOST_BEFORE + 1) }, (_, i): Happening => {
    const properties = { k: dice.pick(KEYS), n: dice.below(11) }
    const afterMs = i * APART_MS - BEFORE_MS
    return { key: `${name} before ${i}`, name: dice.pick(OTHER_EVENTS), flow: null, properties, afterMs }
  })
  const triggers = entries.flatMap(({ flow, times }) =>
    Array.from({ length: times }, (_, i) => ({ flow, key: `${name} ${triggerOf(flow)} ${i}` })),
  )
  return {
    identifiers: { external_id: name, ...(dice.below(10) === 0 ? {} : { email: `${name}@example.com` }) },
    properties: { n: dice.below(11) },
    happenings: [
      ...before,
      ...triggers.map(({ flow, key }, i): Happening => {
        const properties = { k: dice.pick(KEYS), n: dice.below(11) }
        return { key, name: triggerOf(flow), flow, properties, afterMs: i * APART_MS - 1_000 }
      }),
    ],
  }
}

/** All that the person does, as a shop sends it at an instant. */
export function eventsOf({ identifiers, properties, happenings }: CrashPerson, at: number): IncomingEvent[] {
  return happenings.map(({ key, name, properties: own, afterMs }) => ({
    key,
    event: name,
    time: new Date(at + afterMs).toISOString(),
    identifiers,
    profile: { properties },
    properties: own,
    value: null,
    currency: null,
    backfill: false,
  }))
}

/** An event as it was stored. */
export interface StoredEvent {
  id: string
  profileId: string
  time: number
}

/** What a replay of one flow has to know of the person; `stored`: their events by the shop's id. */
export function historyFor(
  { identifiers, properties, happenings }: CrashPerson,
  flow: number,
  stored: (key: string) => StoredEvent,
): PersonHistory {
  const mine = happenings.filter((one) => one.flow === null || one.flow === flow)
  const { profileId } = stored(happenings[0]!.key)
  const events = mine.map(({ key, name, properties: own }): FlowEvent => {
    const { id, time } = stored(key)
    return { id, name, time, properties: own, value: null, currency: null }
  })
  return { ...strangerWith(profileId, { ...properties, id: profileId, ...identifiers }), events }
}

/** The same before anything was stored, with ids and an instant that stand for the real ones. */
export function sampleHistory(person: CrashPerson, flow: number): PersonHistory {
  const after = new Map(person.happenings.map(({ key, afterMs }) => [key, afterMs]))
  const profileId = person.identifiers.external_id
  return historyFor(person, flow, (key) => ({ id: key, profileId, time: BEFORE_MS + after.get(key)! }))
}
