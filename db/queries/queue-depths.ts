import type { Sql } from '../client.ts'
import { ALL_PARTS } from '../part.ts'

export interface QueueDepths {
  /** Accepted events that are not yet routed. */
  inbox: number
  /** Events whose routing failed for good. */
  inboxFailed: number
  /** Runs whose time has come. */
  runsDue: number
  messagesDue: number
  webhooksDue: number
  /** How long the oldest event has waited for its routing, in seconds. */
  inboxAgeSeconds: number
}

/** How much waits for the workers at an instant. Each count stops at 10,000 a part. */
export async function queueDepths(sql: Sql, now: Date): Promise<QueueDepths> {
  const parts = ALL_PARTS.join(',')
  const [row] = await sql<Record<keyof QueueDepths, string>[]>`
    select coalesce(sum(i.waiting), 0) as "inbox", coalesce(sum(i.failed), 0) as "inboxFailed",
      coalesce(max(extract(epoch from ${now}::timestamptz - i.oldest)), 0) as "inboxAgeSeconds",
      coalesce(sum(r.due), 0) as "runsDue", coalesce(sum(m.due), 0) as "messagesDue",
      coalesce(sum(w.due), 0) as "webhooksDue"
    from unnest(string_to_array(${parts}, ',')::smallint[]) p(part)
    cross join lateral (
      select count(*) filter (where error is null) as waiting, count(error) as failed,
        min(received_at) filter (where error is null) as oldest
      from (select error, received_at from inbox where part = p.part limit 10000) x) i
    cross join lateral (
      select count(*) as due from (
        select 1 from runs where part = p.part and status = 'waiting' and wake_at <= ${now} limit 10000) x) r
    cross join lateral (
      select count(*) as due from (
        select 1 from messages where part = p.part and status in ('pending', 'sending') and due_at <= ${now}
        limit 10000) x) m
    cross join lateral (
      select count(*) as due from (
        select 1 from webhook_calls where part = p.part and status in ('pending', 'sending') and due_at <= ${now}
        limit 10000) x) w`
  return Object.fromEntries(
    Object.entries(row!).map(([name, value]) => [name, Number(value)]),
  ) as unknown as QueueDepths
}
