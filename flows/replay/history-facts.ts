import type { Engagement, EventCount, FactRequest, Facts, FactValue } from '../conditions/facts.ts'
import { eventFact } from '../conditions/person-events.ts'
import type { FlowEvent } from '../events/event.ts'
import { holdsForEvent, keyValue } from '../events/match.ts'
import { TRAIT_EVENTS } from '../traits/trait-names.ts'
import { type TraitShop, traitOf } from '../traits/traits.ts'
import type { PersonHistory } from './person-history.ts'

/** How a run's messages fared, for conditions that ask. */
export interface MessageCounts {
  count: (run: string, node: string | null, did: 'sent' | 'opened' | 'clicked') => number
  /** Of a channel and a flow, or of all for null, from elsewhere too. */
  engaged: (request: Engagement) => number
}

/** Facts about one person at the virtual clock's instant: only what has happened by then is known. */
export class HistoryFacts implements Facts {
  private readonly byName = new Map<string, FlowEvent[]>()
  private readonly inside: Map<string, boolean>
  private readonly history: PersonHistory
  private readonly messages: MessageCounts
  private readonly winners: ReadonlyMap<string, string>
  now = 0

  private readonly shop: TraitShop

  constructor(
    history: PersonHistory,
    messages: MessageCounts,
    { winners, shop }: { winners: ReadonlyMap<string, string>; shop: TraitShop },
  ) {
    this.history = history
    this.messages = messages
    this.winners = winners
    this.shop = shop
    this.inside = new Map()
  }

  /** An event has happened now. */
  happened(event: FlowEvent): void {
    const known = this.byName.get(event.name)
    if (known === undefined) this.byName.set(event.name, [event])
    else known.push(event)
  }

  /** A list step has put the person on a list or taken them off; whether that changed anything. */
  setMembership(list: string, inside: boolean): boolean {
    const before = this.membership('list', list)
    this.inside.set(`list ${list}`, inside)
    return before !== inside
  }

  look(request: FactRequest): FactValue {
    switch (request.kind) {
      case 'event_count':
        return this.count(request)
      case 'event_aggregate':
      case 'sequence':
        return eventFact(request, (name) => this.byName.get(name) ?? [], this.now)
      case 'trait':
        return traitOf(
          request.name,
          TRAIT_EVENTS.flatMap((name) => this.byName.get(name) ?? []),
          { now: this.now, ...this.shop },
        )
      case 'engagement':
        return this.messages.engaged(request)
      // other flows are not entered in a replay
      case 'in_flow':
        return 0
      case 'membership':
        return Number(this.membership(request.of, request.group))
      case 'consent':
        return this.consent(request.channel, request.messageKind)?.status ?? 'none'
      case 'run_messages':
        return this.messages.count(request.run, request.node, request.did)
      case 'winner':
        return this.winners.get(request.node) ?? 'none'
    }
  }

  /** The newest word of the person by now. */
  consent(channel: string, kind: string): PersonHistory['consents'][number] | null {
    return (
      this.history.consents.findLast(
        (one) => one.channel === channel && one.kind === kind && one.at <= this.now,
      ) ?? null
    )
  }

  private membership(kind: 'list' | 'segment', group: string): boolean {
    const set = this.inside.get(`${kind} ${group}`)
    if (set !== undefined) return set
    return this.history.memberships.some(
      (one) => one.kind === kind && (one.groupId === group || one.name === group) && one.since <= this.now,
    )
  }

  private count({ event, where, key, from, after, until }: EventCount): number {
    const events = this.byName.get(event)
    if (events === undefined) return 0
    const begin = Math.max(
      from === null ? 0 : firstIndex(events, (time) => time >= from),
      after === null ? 0 : firstIndex(events, (time) => time > after),
    )
    const end = until === null ? events.length : firstIndex(events, (time) => time > until)
    if (where === null && key === null) return Math.max(0, end - begin)
    let count = 0
    for (let index = begin; index < end; index++) {
      const one = events[index] as FlowEvent
      if (key !== null && keyValue(one, key.path) !== key.value) continue
      if (where === null || holdsForEvent(where, one, this.now)) count++
    }
    return count
  }
}

/** The first index whose time is far enough; events are in order of time. */
function firstIndex(events: readonly FlowEvent[], isFar: (time: number) => boolean): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isFar((events[middle] as FlowEvent).time)) high = middle
    else low = middle + 1
  }
  return low
}
