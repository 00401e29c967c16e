import { hash } from 'node:crypto'
import { partOf } from '#db/part.ts'
import type { InboxRow } from '#db/queries/record-events.ts'
import type { Identifiers } from '#flows/events/accepted-event.ts'
import type { IncomingEvent } from '#flows/events/incoming-event.ts'
import { canonicalJson } from '#flows/json.ts'
import { eventId } from './event-ids.ts'

const KINDS = ['external_id', 'email', 'phone', 'anonymous_id'] as const

/** The rows that keep the events of one request, in its order; events of one person share a part. */
export function inboxRows(workspaceId: string, events: readonly IncomingEvent[], nowMs: number): InboxRow[] {
  const parts = events.length === 1 ? null : sharedParts(workspaceId, events)
  return events.map((event, index) => {
    const key = event.key ?? contentKey(event)
    const id = eventId(nowMs)
    return {
      workspaceId,
      key,
      keyPart: partOf(workspaceId, key),
      part: parts === null ? partOf(workspaceId, firstName(event.identifiers)) : parts[index]!,
      id,
      payload: JSON.stringify({ ...event, id, key }),
    }
  })
}

/** The key of an event that names none: the same person, event, time and properties are the same event. */
export function contentKey({ identifiers, event, time, properties }: IncomingEvent): string {
  return hash('sha256', canonicalJson([identifiers, event, time, properties]), 'base64url')
}

function firstName(identifiers: Identifiers): string {
  for (const kind of KINDS) {
    const value = identifiers[kind]
    if (value !== undefined) return `${kind}:${value}`
  }
  return ''
}

/** Events that name one person by different identifiers are joined through those they share (union by name). */
function sharedParts(workspaceId: string, events: readonly IncomingEvent[]): number[] {
  const leaders = events.map((_, index) => index)
  const leaderOf = (index: number): number => {
    let at = index
    while (leaders[at] !== at) {
      leaders[at] = leaders[leaders[at]!]!
      at = leaders[at]!
    }
    return at
  }
  const seen = new Map<string, number>()
  events.forEach(({ identifiers }, index) => {
    for (const kind of KINDS) {
      const value = identifiers[kind]
      if (value === undefined) continue
      const name = `${kind}:${value}`
      const before = seen.get(name)
      if (before === undefined) {
        seen.set(name, index)
        continue
      }
      const [a, b] = [leaderOf(before), leaderOf(index)]
      if (a !== b) leaders[Math.max(a, b)] = Math.min(a, b)
    }
  })
  const partOfLeader = new Map<number, number>()
  return events.map((_, index) => {
    const leader = leaderOf(index)
    let part = partOfLeader.get(leader)
    if (part === undefined) {
      part = partOf(workspaceId, firstName(events[leader]!.identifiers))
      partOfLeader.set(leader, part)
    }
    return part
  })
}
