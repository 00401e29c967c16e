import { LONGEST_ATTRIBUTION_DAYS, USUAL_ATTRIBUTION } from '#flows/sending/own-rules.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql, Tx } from '../../client.ts'

const DAY_S = 86_400

/** One order and its instant. */
export interface TouchQuestion {
  eventId: string
  profileId: string
  orderId: string | null
  at: Date
}

/** The message that an order goes to. */
export interface Touch {
  eventId: string
  messageId: string
  runId: string
  flowId: string
  versionId: string
  node: string
  channel: MessageChannel
  touch: 'opened' | 'clicked'
  touchedAt: Date
}

/**
 * For each order of one part, the buyer's newest open or click by a person before it that lies within the window which the message's
 * version gives to such touches, both ends counted; a click wins over an open at the same instant. Orders that an earlier event already told of are left out; they are looked for person
 * by person: a scalar subquery is never turned into a join, and `is true` keeps an index of the whole shop's events out of it.
 */
export function lastTouches(
  sql: Sql | Tx,
  scope: { part: number; workspaceId: string; questions: readonly TouchQuestion[] },
): Promise<Touch[]> {
  const { part, workspaceId, questions } = scope
  return sql<Touch[]>`
    select distinct on (q.event_id)
      q.event_id as "eventId", m.id as "messageId", m.run_id as "runId", m.flow_id as "flowId",
      m.version_id as "versionId", m.node, m.channel, e.kind as touch, e.at as "touchedAt"
    from unnest(
      ${questions.map((q) => q.eventId)}::uuid[],
      ${questions.map((q) => q.profileId)}::uuid[],
      ${questions.map((q) => q.orderId)}::text[],
      ${questions.map((q) => q.at.toISOString())}::timestamptz[]
    ) as q(event_id, profile_id, order_id, at)
    join messages m on m.part = ${part} and m.profile_id = q.profile_id and m.created_at <= q.at
      and m.workspace_id = ${workspaceId}
    join message_events e on e.part = ${part} and e.message_id = m.id
      and e.at between q.at - make_interval(secs => ${LONGEST_ATTRIBUTION_DAYS * DAY_S}) and q.at
      and e.kind in ('opened', 'clicked') and e.agent = 'person'
    left join flow_versions v on v.id = m.version_id
    cross join lateral (
      select case e.kind
        when 'opened' then coalesce(v.open_days, ${USUAL_ATTRIBUTION.openDays}::integer)
        else coalesce(v.click_days, ${USUAL_ATTRIBUTION.clickDays}::integer)
      end as days
    ) w
    where w.days > 0 and e.at >= q.at - make_interval(secs => w.days * ${DAY_S}) and ( q.order_id is null or coalesce((
      select false from events o
      where o.part = ${part} and o.profile_id = q.profile_id and o.name = 'Placed Order'
        and (o.workspace_id = ${workspaceId}) is true
        and o.properties ->> 'order_id' = q.order_id and o.id < q.event_id limit 1
    ), true))
    order by q.event_id, e.at desc, e.kind, m.created_at desc`
}
