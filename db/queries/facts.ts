import type {
  EventAggregate,
  EventCount,
  EventSequence,
  FactRequest,
  FactValue,
} from '#flows/conditions/facts.ts'
import { eventFact } from '#flows/conditions/person-events.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import { holdsForEvent } from '#flows/events/match.ts'
import { TRAIT_EVENTS } from '#flows/traits/trait-names.ts'
import { NO_SHOP, traitOf } from '#flows/traits/traits.ts'
import { plainArray } from '../array-text.ts'
import type { Sql, Tx } from '../client.ts'
import { type EventRow, eventsByPerson, flowEvent } from './event-rows.ts'
import { traitShops } from './trait-shops.ts'

/** A fact asked for one person. */
export interface PersonFact<Request extends FactRequest = FactRequest> {
  part: number
  workspaceId: string
  profileId: string
  request: Request
}

type OfKind<K extends FactRequest['kind']> = PersonFact<Extract<FactRequest, { kind: K }>>

/** Looks up facts of many people at once; returns their values in the order asked. */
export async function loadFacts(tx: Sql | Tx, wanted: PersonFact[], now: number): Promise<FactValue[]> {
  const values = new Map<PersonFact, FactValue>()
  const only = <K extends FactRequest['kind']>(kind: K) =>
    wanted.filter(({ request }) => request.kind === kind) as OfKind<K>[]
  const counts = only('event_count')
  const plain = counts.filter(({ request }) => request.where === null)
  const filtered = counts.filter(({ request }) => request.where !== null)
  await Promise.all([
    plain.length > 0 && countEvents(tx, plain, values),
    filtered.length > 0 && countMatching(tx, filtered, values, now),
    ask([...only('event_aggregate'), ...only('sequence')], (facts) => eventFacts(tx, facts, values, now)),
    ask(only('trait'), (facts) => traits(tx, facts, values, now)),
    ask(only('engagement'), (facts) => engagements(tx, facts, values)),
    ask(only('in_flow'), (facts) => insideFlows(tx, facts, values)),
    ask(only('membership'), (facts) => memberships(tx, facts, values)),
    ask(only('consent'), (facts) => standingConsents(tx, facts, values)),
    ask(only('run_messages'), (facts) => runMessages(tx, facts, values)),
    ask(only('winner'), (facts) => winners(tx, facts, values)),
  ])
  return wanted.map((fact) => {
    const value = values.get(fact)
    return value === undefined ? 0 : value
  })
}

const ask = <T>(facts: T[], load: (facts: T[]) => Promise<void>) =>
  facts.length === 0 ? undefined : load(facts)

type Values = Map<PersonFact, FactValue>
type Counted = PersonFact<EventCount>

async function countEvents(tx: Sql | Tx, facts: Counted[], values: Values): Promise<void> {
  const rows = await tx<{ index: number; count: number }[]>`
    select u.index, c.count from ${spans(tx, facts)}
    cross join lateral (select count(*)::int as count from events e where ${matching(tx)}) c`
  for (const { index, count } of rows) values.set(facts[index]!, count)
}

async function countMatching(tx: Sql | Tx, facts: Counted[], values: Values, now: number): Promise<void> {
  const rows = await tx<(EventRow & { index: number })[]>`
    select u.index, e.id, e.name, e.time, e.properties, e.value, e.currency
    from ${spans(tx, facts)} join events e on ${matching(tx)}`
  const counts = facts.map(() => 0)
  for (const row of rows) {
    const { where } = facts[row.index]!.request
    if (where !== null && holdsForEvent(where, flowEvent(row), now)) counts[row.index]! += 1
  }
  for (const [index, fact] of facts.entries()) values.set(fact, counts[index]!)
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

const people = (tx: Sql | Tx, facts: PersonFact[]) => tx`
  unnest(${plainArray(facts.map((_, index) => index))}::int[], ${plainArray(facts.map((f) => f.part))}::smallint[],
    ${plainArray(facts.map((f) => f.workspaceId))}::uuid[], ${plainArray(facts.map((f) => f.profileId))}::uuid[]`

const spans = (tx: Sql | Tx, facts: Counted[]) => tx`
  ${people(tx, facts)},
    ${facts.map((f) => f.request.event)}::text[], ${plainArray(facts.map((f) => iso(f.request.from)))}::timestamptz[],
    ${plainArray(facts.map((f) => iso(f.request.after)))}::timestamptz[],
    ${plainArray(facts.map((f) => iso(f.request.until)))}::timestamptz[],
    ${facts.map((f) => f.request.key?.path ?? null)}::text[], ${facts.map((f) => f.request.key?.value ?? null)}::text[])
  u(index, part, workspace_id, profile_id, name, since, after, until, key_path, key_value)`

/**
 * Written so that month partitions outside the span are pruned as the query runs; `is true` keeps the index of the whole shop's
 * events out of it, which looks as good while there are no statistics.
 */
const matching = (tx: Sql | Tx) => tx`
  e.part = u.part and (e.workspace_id = u.workspace_id) is true and e.profile_id = u.profile_id and e.name = u.name
  and e.time >= coalesce(u.since, '-infinity') and e.time > coalesce(u.after, '-infinity')
  and e.time <= coalesce(u.until, 'infinity')
  and (u.key_path is null or e.properties #>> string_to_array(u.key_path, '.') = u.key_value)`

/** What is asked of many of a person's events at once is worked out from the events themselves. */
async function eventFacts(
  tx: Sql | Tx,
  facts: PersonFact<EventAggregate | EventSequence>[],
  values: Values,
  now: number,
): Promise<void> {
  const namesOf = ({ request }: (typeof facts)[number]) =>
    request.kind === 'sequence' ? [request.first.event, request.next.event] : [request.event]
  const events = await eventsOf(tx, facts, namesOf)
  for (const fact of facts) {
    const own = events.get(fact.profileId) ?? []
    values.set(
      fact,
      eventFact(fact.request, (name) => own.filter((one) => one.name === name), now),
    )
  }
}

async function traits(tx: Sql | Tx, facts: OfKind<'trait'>[], values: Values, now: number): Promise<void> {
  const [events, shops] = await Promise.all([
    eventsOf(tx, facts, () => TRAIT_EVENTS),
    traitShops(tx, [...new Set(facts.map(({ workspaceId }) => workspaceId))]),
  ])
  for (const fact of facts) {
    const shop = shops.get(fact.workspaceId) ?? NO_SHOP
    const own = events.get(fact.profileId) ?? []
    values.set(fact, traitOf(fact.request.name, own, { now, ...shop }))
  }
}

/** Events of some names of people, by their ids. */
async function eventsOf<Fact extends PersonFact>(
  tx: Sql | Tx,
  facts: Fact[],
  namesOf: (fact: Fact) => readonly string[],
): Promise<Map<string, FlowEvent[]>> {
  const wanted = new Map(
    facts.flatMap((fact) => namesOf(fact).map((name) => [`${fact.profileId} ${name}`, { fact, name }])),
  )
  const all = [...wanted.values()]
  const rows = await tx<(EventRow & { profileId: string })[]>`
    select e.profile_id as "profileId", e.id, e.name, e.time, e.properties, e.value, e.currency
    from unnest(${plainArray(all.map(({ fact }) => fact.part))}::smallint[],
      ${plainArray(all.map(({ fact }) => fact.workspaceId))}::uuid[],
      ${plainArray(all.map(({ fact }) => fact.profileId))}::uuid[], ${all.map(({ name }) => name)}::text[])
      u(part, workspace_id, profile_id, name)
    join events e on e.part = u.part and (e.workspace_id = u.workspace_id) is true and e.profile_id = u.profile_id
      and e.name = u.name`
  return eventsByPerson(rows)
}

/** A message that went out was received; a click counts as an open too. */
async function engagements(tx: Sql | Tx, facts: OfKind<'engagement'>[], values: Values): Promise<void> {
  const rows = await tx<{ index: number; count: number }[]>`
    select u.index, c.count
    from ${people(tx, facts)}, ${facts.map((f) => f.request.did)}::text[], ${facts.map((f) => f.request.channel)}::text[],
      ${facts.map((f) => f.request.flow)}::text[], ${plainArray(facts.map((f) => iso(f.request.from)))}::timestamptz[],
      ${plainArray(facts.map((f) => iso(f.request.until)))}::timestamptz[])
      u(index, part, workspace_id, profile_id, did, channel, flow, since, until)
    cross join lateral (
      select count(*)::int as count from (
        select case u.did when 'received' then m.sent_at when 'opened' then coalesce(m.opened_at, m.clicked_at)
          else m.clicked_at end as at
        from messages m
        where m.part = u.part and m.profile_id = u.profile_id and m.workspace_id = u.workspace_id and m.sent_at is not null
          and (u.channel is null or m.channel = u.channel) and (u.flow is null or m.flow_id::text = u.flow)) d
      where d.at >= coalesce(u.since, '-infinity') and d.at <= coalesce(u.until, 'infinity')) c`
  for (const { index, count } of rows) values.set(facts[index]!, count)
}

async function insideFlows(tx: Sql | Tx, facts: OfKind<'in_flow'>[], values: Values): Promise<void> {
  const rows = await tx<{ index: number; inside: boolean }[]>`
    select u.index, exists (
      select 1 from runs r where r.part = u.part and r.profile_id = u.profile_id and r.workspace_id = u.workspace_id
        and r.status in ('waiting', 'held') and r.flow_id::text = u.flow) as inside
    from ${people(tx, facts)}, ${facts.map((f) => f.request.flow)}::text[]) u(index, part, workspace_id, profile_id, flow)`
  for (const { index, inside } of rows) values.set(facts[index]!, Number(inside))
}

async function memberships(tx: Sql | Tx, facts: OfKind<'membership'>[], values: Values): Promise<void> {
  const rows = await tx<{ index: number; inside: boolean }[]>`
    select u.index, exists (
      select 1 from memberships m left join lists l on l.id = m.group_id and m.kind = 'list'
        left join segments s on s.id = m.group_id and m.kind = 'segment'
      where m.part = u.part and m.profile_id = u.profile_id and m.workspace_id = u.workspace_id and m.kind = u.kind
        and (m.group_id::text = u.name or l.name = u.name or s.name = u.name)) as inside
    from ${people(tx, facts)}, ${facts.map((f) => f.request.of)}::text[], ${facts.map((f) => f.request.group)}::text[])
      u(index, part, workspace_id, profile_id, kind, name)`
  for (const { index, inside } of rows) values.set(facts[index]!, Number(inside))
}

async function standingConsents(tx: Sql | Tx, facts: OfKind<'consent'>[], values: Values): Promise<void> {
  const rows = await tx<{ index: number; status: string }[]>`
    select u.index, c.status
    from ${people(tx, facts)}, ${facts.map((f) => f.request.channel)}::text[],
      ${facts.map((f) => f.request.messageKind)}::text[]) u(index, part, workspace_id, profile_id, channel, kind)
    cross join lateral (
      select status from consents
      where part = u.part and profile_id = u.profile_id and channel = u.channel and kind = u.kind
      order by time desc, recorded_at desc, id desc limit 1) c`
  for (const fact of facts) values.set(fact, 'none')
  for (const { index, status } of rows) values.set(facts[index]!, status)
}

/** A message that went out counts as sent whatever came of it; a click counts as an open too. */
async function runMessages(tx: Sql | Tx, facts: OfKind<'run_messages'>[], values: Values): Promise<void> {
  const rows = await tx<{ index: number; count: number }[]>`
    select u.index, c.count
    from ${people(tx, facts)}, ${facts.map((f) => f.request.run)}::uuid[], ${facts.map((f) => f.request.node)}::text[],
      ${facts.map((f) => f.request.did)}::text[]) u(index, part, workspace_id, profile_id, run_id, node, did)
    cross join lateral (
      select count(*)::int as count from messages m
      where m.part = u.part and m.run_id = u.run_id and (u.node is null or m.node = u.node)
        and case u.did when 'sent' then m.sent_at is not null
          when 'opened' then coalesce(m.opened_at, m.clicked_at) is not null
          else m.clicked_at is not null end) c`
  for (const { index, count } of rows) values.set(facts[index]!, count)
}

async function winners(tx: Sql | Tx, facts: OfKind<'winner'>[], values: Values): Promise<void> {
  const rows = await tx<{ index: number; path: string }[]>`
    select u.index, w.path
    from ${people(tx, facts)}, ${facts.map((f) => f.request.flow)}::uuid[], ${facts.map((f) => f.request.node)}::text[])
      u(index, part, workspace_id, profile_id, flow_id, node)
    join experiment_winners w on w.flow_id = u.flow_id and w.node = u.node`
  for (const fact of facts) values.set(fact, 'none')
  for (const { index, path } of rows) values.set(facts[index]!, path)
}
