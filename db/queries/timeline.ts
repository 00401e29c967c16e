import type { Json } from '#flows/json.ts'
import type { Sql } from '../client.ts'

/** One thing in a person's history. */
export interface TimelineRow {
  kind: 'event' | 'message' | 'run'
  id: string
  at: Date
  /** The event's name, the message's subject, or the flow's name. */
  title: string | null
  flow: { id: string; name: string } | null
  detail: Json
}

/** A person's events, messages and runs, newest first, after a cursor. */
export async function timelineRows(
  sql: Sql,
  who: { part: number; profileId: string; after: { at: Date; id: string } | null; limit: number },
): Promise<TimelineRow[]> {
  const { part, profileId, after, limit } = who
  const before = (at: string) =>
    after === null
      ? sql``
      : sql`and (date_trunc('milliseconds', ${sql.unsafe(at)}), id) < (${after.at}, ${after.id}::uuid)`
  return sql<TimelineRow[]>`
    select t.kind, t.id, t.at, t.title, t.detail,
      case when f.id is null then null else jsonb_build_object('id', f.id, 'name', f.name) end as flow
    from (
      (select 'event' as kind, id, time as at, name as title, null::uuid as flow_id,
        jsonb_build_object('properties', properties, 'value', value::text, 'currency', currency, 'backfill', backfill)
          as detail
      from events where part = ${part} and profile_id = ${profileId} ${before('time')}
      order by time desc, id desc limit ${limit})
      union all
      (select 'message', id, created_at, subject, flow_id,
        jsonb_build_object('channel', channel, 'status', status, 'reason', reason, 'to', to_address, 'node', node,
          'run', run_id, 'sentAt', sent_at, 'openedAt', opened_at, 'clickedAt', clicked_at)
      from messages where part = ${part} and profile_id = ${profileId} ${before('created_at')}
      order by created_at desc, id desc limit ${limit})
      union all
      (select 'run', id, started_at, null, flow_id,
        jsonb_build_object('status', status, 'reason', reason, 'node', node, 'key', key, 'endedAt', ended_at)
      from runs where part = ${part} and profile_id = ${profileId} ${before('started_at')}
      order by started_at desc, id desc limit ${limit})
    ) t left join flows f on f.id = t.flow_id
    order by date_trunc('milliseconds', t.at) desc, t.id desc limit ${limit}`
}
