import type { JsonObject } from '#flows/json.ts'
import type { Sql } from '../client.ts'

/** A person's events, consents, messages and runs, the oldest first. */
export async function everythingOf(
  sql: Sql,
  { part, profileId }: { part: number; profileId: string },
): Promise<Record<'events' | 'consent_ledger' | 'messages' | 'runs', JsonObject[]>> {
  const [events, consents, messages, runs] = await Promise.all([
    sql<JsonObject[]>`
      select id, name, time, properties, value, currency from events
      where part = ${part} and profile_id = ${profileId} order by time, id`,
    sql<JsonObject[]>`
      select channel, kind, status, source, time, evidence from consents
      where part = ${part} and profile_id = ${profileId} order by time, id`,
    sql<JsonObject[]>`
      select id, channel, kind, status, to_address as to, subject, text, html, created_at, sent_at, delivered_at, opened_at, clicked_at
      from messages where part = ${part} and profile_id = ${profileId} order by created_at, id`,
    sql<JsonObject[]>`
      select r.id, f.name as flow, r.status, r.reason, r.started_at, r.ended_at
      from runs r left join flows f on f.id = r.flow_id
      where r.part = ${part} and r.profile_id = ${profileId} order by r.started_at, r.id`,
  ])
  return { events: [...events], consent_ledger: [...consents], messages: [...messages], runs: [...runs] }
}
