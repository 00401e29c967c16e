import { hash } from 'node:crypto'
import type { FlowEvent } from '#flows/events/event.ts'
import type { IncomingEvent } from '#flows/events/incoming-event.ts'
import type { ProfileFields } from '#flows/interpreter/run-state.ts'
import { type PersonHistory, strangerWith } from '#flows/replay/person-history.ts'

/** People made of events that were given, instead of the shop's own: who shares an identifier is one person. */
export function givenHistory(events: readonly IncomingEvent[]): PersonHistory[] {
  const leaders = new Map<string, string>()
  const groups = new Map<string, IncomingEvent[]>()
  for (const event of events) {
    const names = Object.entries(event.identifiers).map(([kind, value]) => `${kind}:${value}`)
    const known = [...new Set(names.flatMap((name) => leaders.get(name) ?? []))]
    const leader = known[0] ?? names[0]!
    for (const other of known.slice(1)) join(other, leader)
    for (const name of names) leaders.set(name, leader)
    groups.set(leader, [...(groups.get(leader) ?? []), event])
  }
  return [...groups].map(([leader, own]) => personOf(leader, own))

  function join(from: string, to: string): void {
    groups.set(to, [...(groups.get(to) ?? []), ...(groups.get(from) ?? [])])
    groups.delete(from)
    for (const [name, leader] of leaders) if (leader === from) leaders.set(name, to)
  }
}

function personOf(leader: string, events: IncomingEvent[]): PersonHistory {
  const sorted = [...events].sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
  const profile: ProfileFields = {}
  for (const {
    identifiers,
    profile: { properties, ...named },
  } of sorted) {
    Object.assign(profile, properties, withoutNulls(named), identifiers)
  }
  return {
    ...strangerWith(idOf(leader), profile),
    events: sorted.map((event, index): FlowEvent => {
      const { event: name, time, properties, value, currency } = event
      return {
        id: event.key ?? `${leader} ${index}`,
        name,
        time: Date.parse(time),
        properties,
        value,
        currency,
      }
    }),
  }
}

const withoutNulls = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))

/** A uuid for a person who has none: the same identifier, the same id. */
function idOf(leader: string): string {
  const hex = hash('sha256', leader, 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
