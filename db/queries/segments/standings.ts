import type { FactRequest, FactValue } from '#flows/conditions/facts.ts'
import type { PersonMessage, Standing } from '#flows/conditions/next-flip.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import { profileFields } from '#flows/profile-fields.ts'
import type { TraitShop } from '#flows/traits/traits.ts'
import type { Sql, Tx } from '../../client.ts'
import { type EventRow, eventsByPerson } from '../event-rows.ts'
import type { StoredProfile } from '../profiles.ts'

/** What of people is to be loaded. */
export interface StandingNeeds {
  /** Names of the events that count. */
  events: readonly string[]
  messages: boolean
  consents: boolean
  flows: boolean
}

/** A person with their groups by id and by name; `inside` is what facts about groups are read from, and may be changed. */
export interface PersonStanding {
  standing: Standing
  inside: { lists: Set<string>; segments: Set<string> }
}

/** How people of one part stand, by their ids; `shop` of their workspace. Groups are always loaded. */
export async function loadStandings(
  tx: Sql | Tx,
  people: readonly StoredProfile[],
  needs: StandingNeeds,
  shop: TraitShop,
): Promise<Map<string, PersonStanding>> {
  const part = people[0]?.part
  if (part === undefined) return new Map()
  const ids = people.map(({ id }) => id)
  const [events, groups, messages, consents, flows] = await Promise.all([
    needs.events.length > 0 ? eventsOf(tx, part, ids, needs.events) : new Map<string, FlowEvent[]>(),
    groupsOf(tx, part, ids),
    needs.messages ? messagesOf(tx, part, ids) : new Map<string, PersonMessage[]>(),
    needs.consents ? consentsOf(tx, part, ids) : new Map<string, Map<string, string>>(),
    needs.flows ? flowsOf(tx, part, ids) : new Map<string, Set<string>>(),
  ])
  return new Map(
    people.map((person) => {
      const { id } = person
      const inside = groups.get(id) ?? { lists: new Set<string>(), segments: new Set<string>() }
      const facts = (request: FactRequest): FactValue | undefined => {
        switch (request.kind) {
          case 'membership':
            return Number((request.of === 'list' ? inside.lists : inside.segments).has(request.group))
          case 'consent':
            return consents.get(id)?.get(`${request.channel} ${request.messageKind}`) ?? 'none'
          case 'in_flow':
            return Number(flows.get(id)?.has(request.flow) ?? false)
          default:
            return undefined
        }
      }
      const standing: Standing = {
        subject: {
          profile: profileFields(person),
          event: null,
          answers: {},
          run: null,
          seed: id,
          facts: { look: facts },
        },
        events: events.get(id) ?? [],
        messages: messages.get(id) ?? [],
        shop,
      }
      return [id, { standing, inside }] as const
    }),
  )
}

function grouped<Row extends { profileId: string }, Value>(
  rows: readonly Row[],
  value: (row: Row) => Value,
): Map<string, Value[]> {
  const all = new Map<string, Value[]>()
  for (const row of rows) {
    const own = all.get(row.profileId)
    if (own) own.push(value(row))
    else all.set(row.profileId, [value(row)])
  }
  return all
}

async function eventsOf(tx: Sql | Tx, part: number, ids: string[], names: readonly string[]) {
  const rows = await tx<(EventRow & { profileId: string })[]>`
    select e.profile_id as "profileId", e.id, e.name, e.time, e.properties, e.value, e.currency
    from unnest(${ids}::uuid[]) u(id) cross join unnest(${[...names]}::text[]) n(name)
    join events e on e.part = ${part} and e.profile_id = u.id and e.name = n.name`
  return eventsByPerson(rows)
}

async function groupsOf(tx: Sql | Tx, part: number, ids: string[]) {
  const rows = await tx<{ profileId: string; kind: 'list' | 'segment'; id: string; name: string | null }[]>`
    select m.profile_id as "profileId", m.kind, m.group_id as id, coalesce(l.name, s.name) as name
    from memberships m
    left join lists l on l.id = m.group_id and m.kind = 'list' left join segments s on s.id = m.group_id and m.kind = 'segment'
    where m.part = ${part} and m.profile_id = any(${ids}::uuid[])`
  const groups = new Map<string, PersonStanding['inside']>()
  for (const { profileId, kind, id, name } of rows) {
    const inside = groups.get(profileId) ?? { lists: new Set(), segments: new Set() }
    groups.set(profileId, inside)
    const set = kind === 'list' ? inside.lists : inside.segments
    set.add(id)
    if (name !== null) set.add(name)
  }
  return groups
}

async function messagesOf(tx: Sql | Tx, part: number, ids: string[]) {
  const rows = await tx<
    {
      profileId: string
      channel: string
      flow: string
      sentAt: Date
      openedAt: Date | null
      clickedAt: Date | null
    }[]
  >`
    select profile_id as "profileId", channel, flow_id as flow, sent_at as "sentAt", opened_at as "openedAt",
      clicked_at as "clickedAt"
    from messages where part = ${part} and profile_id = any(${ids}::uuid[]) and sent_at is not null`
  return grouped(rows, ({ channel, flow, sentAt, openedAt, clickedAt }): PersonMessage => {
    return {
      channel,
      flow,
      sentAt: sentAt.getTime(),
      openedAt: openedAt?.getTime() ?? null,
      clickedAt: clickedAt?.getTime() ?? null,
    }
  })
}

async function consentsOf(tx: Sql | Tx, part: number, ids: string[]) {
  const rows = await tx<{ profileId: string; channel: string; kind: string; status: string }[]>`
    select distinct on (profile_id, channel, kind) profile_id as "profileId", channel, kind, status from consents
    where part = ${part} and profile_id = any(${ids}::uuid[])
    order by profile_id, channel, kind, time desc, recorded_at desc, id desc`
  const all = new Map<string, Map<string, string>>()
  for (const { profileId, channel, kind, status } of rows) {
    const own = all.get(profileId) ?? new Map<string, string>()
    all.set(profileId, own.set(`${channel} ${kind}`, status))
  }
  return all
}

async function flowsOf(tx: Sql | Tx, part: number, ids: string[]) {
  const rows = await tx<{ profileId: string; flow: string }[]>`
    select distinct profile_id as "profileId", flow_id as flow from runs
    where part = ${part} and profile_id = any(${ids}::uuid[]) and status in ('waiting', 'held')`
  const all = new Map<string, Set<string>>()
  for (const { profileId, flow } of rows) all.set(profileId, (all.get(profileId) ?? new Set()).add(flow))
  return all
}
