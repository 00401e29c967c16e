import type { Sql } from '../client.ts'
import { PARTS } from '../part.ts'

/** For each part that has any, the earliest timer of a waiting run. `floor` as in `claimDueRuns`. */
export async function earliestTimers(
  sql: Sql,
  floors: (Date | null)[],
): Promise<{ part: number; at: Date }[]> {
  return sql<{ part: number; at: Date }[]>`
    select p.part, r.wake_at as at
    from unnest(${floors.map((_, part) => part)}::int[], ${floors.map((f) => f?.toISOString() ?? '-infinity')}::text[]::timestamptz[]) p(part, floor)
    cross join lateral (
      select wake_at from runs where part = p.part and status = 'waiting' and wake_at >= p.floor
      order by wake_at limit 1) r`
}

/** What goes out, or is asked outside. `uncertain`: messages whose provider is asked what became of them. */
export type OutgoingQueue = 'messages' | 'webhook_calls' | 'notices' | 'uncertain'

/** For each part that has any, when the earliest of a queue is due. */
export async function earliestOutgoing(
  sql: Sql,
  queue: OutgoingQueue,
): Promise<{ part: number; at: Date }[]> {
  const waiting = {
    messages: sql`messages where status in ('pending', 'sending')`,
    webhook_calls: sql`webhook_calls where status in ('pending', 'sending')`,
    notices: sql`notices where status = 'pending'`,
    uncertain: sql`messages where status = 'uncertain' and asks >= 0`,
  }
  return sql<{ part: number; at: Date }[]>`
    select p.part, o.due_at as at
    from generate_series(0, ${PARTS - 1}) p(part)
    cross join lateral (select due_at from ${waiting[queue]} and part = p.part order by due_at limit 1) o`
}
