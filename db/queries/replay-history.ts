import type { FlowEvent } from '#flows/events/event.ts'
import type { Trigger } from '#flows/graph/flow.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql } from '../client.ts'
import { type EventRow, eventsByPerson } from './event-rows.ts'

/** A span of time, both ends within. */
export interface Span {
  from: Date
  until: Date
}

/**
 * Ids of people of one part who might enter by a trigger within a span, in their order, after an id: who has such an event,
 * who came into the list, everyone for a date. Each page is a statement of its own, so that no snapshot is held.
 */
export async function replayCandidates(
  sql: Sql,
  wanted: { workspaceId: string; part: number; trigger: Trigger; after: string | null; limit: number } & Span,
): Promise<string[]> {
  const { workspaceId, part, trigger, from, until, limit } = wanted
  const after = wanted.after ?? '00000000-0000-0000-0000-000000000000'
  const rows = await candidates()
  return rows.map(({ id }) => id)

  async function candidates(): Promise<{ id: string }[]> {
    switch (trigger.kind) {
      case 'event':
        return sql<{ id: string }[]>`
          select profile_id as id from events
          where part = ${part} and workspace_id = ${workspaceId} and name = ${trigger.event} and profile_id > ${after}
            and time >= ${from} and time <= ${until}
          group by profile_id order by profile_id limit ${limit}`
      case 'list':
      case 'segment': {
        const group = trigger.kind === 'list' ? trigger.list : trigger.segment
        return sql<{ id: string }[]>`
          select distinct m.profile_id as id from memberships m left join lists l on l.id = m.group_id
          where m.part = ${part} and m.workspace_id = ${workspaceId} and m.kind = ${trigger.kind} and m.profile_id > ${after}
            and (m.group_id::text = ${group} or l.name = ${group}) and m.since >= ${from} and m.since <= ${until}
          order by 1 limit ${limit}`
      }
      case 'date':
        return sql<{ id: string }[]>`
          select id from profiles
          where part = ${part} and workspace_id = ${workspaceId} and id > ${after} and merged_into is null
          order by id limit ${limit}`
      case 'manual':
        return []
    }
  }
}

/** Events of people up to an instant, by person and in the order they occurred; of some names, or of all (`null`). */
export async function replayEvents(
  sql: Sql,
  wanted: { workspaceId: string; part: number; profileIds: string[]; names: string[] | null; until: Date },
): Promise<Map<string, FlowEvent[]>> {
  const { workspaceId, part, profileIds, names, until } = wanted
  const rows = await sql<(EventRow & { profileId: string })[]>`
    select profile_id as "profileId", id, name, time, properties, value, currency from events
    where part = ${part} and workspace_id = ${workspaceId} and profile_id = any(${profileIds}::uuid[]) and time <= ${until}
      ${names === null ? sql`` : sql`and name = any(${names}::text[])`}
    order by time, id`
  return eventsByPerson(rows)
}

export interface LedgerRow {
  profileId: string
  channel: string
  kind: 'marketing' | 'transactional'
  status: 'subscribed' | 'unsubscribed' | 'pending'
  source: string
  time: Date
}

/** Everything that people said about messages, oldest first. */
export function replayConsents(sql: Sql, part: number, profileIds: string[]): Promise<LedgerRow[]> {
  return sql<LedgerRow[]>`
    select profile_id as "profileId", channel, kind, status, source, time from consents
    where part = ${part} and profile_id = any(${profileIds}::uuid[]) order by time, recorded_at, id`
}

export interface MembershipRow {
  profileId: string
  kind: 'list' | 'segment'
  groupId: string
  name: string | null
  since: Date
}

/** Lists and segments that people are in. */
export function replayMemberships(sql: Sql, part: number, profileIds: string[]): Promise<MembershipRow[]> {
  return sql<MembershipRow[]>`
    select m.profile_id as "profileId", m.kind, m.group_id as "groupId", l.name, m.since
    from memberships m left join lists l on l.id = m.group_id
    where m.part = ${part} and m.profile_id = any(${profileIds}::uuid[])`
}

export interface SendRow {
  profileId: string
  id: string
  channel: MessageChannel
  kind: 'marketing' | 'transactional'
  priority: number
  at: Date
}

/** What went out to people from other flows within a span, oldest first. */
export function replaySends(
  sql: Sql,
  wanted: { part: number; profileIds: string[]; exceptFlow: string } & Span,
): Promise<SendRow[]> {
  const { part, profileIds, exceptFlow, from, until } = wanted
  return sql<SendRow[]>`
    select profile_id as "profileId", id, channel, kind, priority, sent_at as at from messages
    where part = ${part} and profile_id = any(${profileIds}::uuid[]) and sent_at >= ${from} and sent_at <= ${until}
      and flow_id <> ${exceptFlow} order by sent_at`
}

/** Which paths of a flow's experiments have won, by node. */
export async function experimentWinners(sql: Sql, flowId: string): Promise<Map<string, string>> {
  const rows = await sql<{ node: string; path: string }[]>`
    select node, path from experiment_winners where flow_id = ${flowId}`
  return new Map(rows.map(({ node, path }) => [node, path]))
}

/** Keeps who stands behind the figures of a replay, in place of what was kept before. */
export async function writeReplayPeople(
  sql: Sql,
  jobId: string,
  people: { figure: string; profileId: string }[],
): Promise<void> {
  await sql`delete from replay_people where job_id = ${jobId}`
  for (let from = 0; from < people.length; from += 5_000) {
    const page = people.slice(from, from + 5_000)
    await sql`
      insert into replay_people (job_id, figure, profile_id)
      select ${jobId}, * from unnest(${page.map((p) => p.figure)}::text[], ${page.map((p) => p.profileId)}::uuid[])
      on conflict do nothing`
  }
}

/** Ids of the people behind one figure of a replay, after an id. */
export async function readReplayPeople(
  sql: Sql,
  wanted: { jobId: string; figure: string; after: string | null; limit: number },
): Promise<string[]> {
  const { jobId, figure, after, limit } = wanted
  const rows = await sql<{ id: string }[]>`
    select profile_id as id from replay_people where job_id = ${jobId} and figure = ${figure}
      ${after === null ? sql`` : sql`and profile_id > ${after}`} order by profile_id limit ${limit}`
  return rows.map(({ id }) => id)
}
