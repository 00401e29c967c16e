import type { Tx } from '../client.ts'

/** What becomes of a flow's messages that fell due while it was paused. `spread`: evenly over so many milliseconds. */
export type PausedMessages = { kind: 'send' } | { kind: 'skip' } | { kind: 'spread'; overMs: number }

/** Lets go of what was held back for a paused flow. Ordered, so that it meets no other taker of several messages crosswise. */
export async function settlePausedMessages(
  tx: Tx,
  flowId: string,
  what: PausedMessages,
  now: Date,
): Promise<void> {
  const held = tx`
    select part, id, (row_number() over (order by part, id) - 1)::float8 / count(*) over () as place
    from messages
    where part = any(array(select generate_series(0, 63))::smallint[]) and status = 'pending'
      and status in ('pending', 'sending') and flow_id = ${flowId} and reason = 'paused'`
  const status = what.kind === 'skip' ? 'skipped' : 'pending'
  const overSeconds = what.kind === 'spread' ? what.overMs / 1_000 : 0
  await tx`
    with held as (${held}),
      locked as (
        select m.part, m.id, h.place from messages m join held h on h.part = m.part and h.id = m.id
        where m.status = 'pending' order by m.part, m.id for update of m)
    update messages m set status = ${status},
      due_at = ${now}::timestamptz + make_interval(secs => l.place * ${overSeconds}::float8)
    from locked l where m.part = l.part and m.id = l.id`
}
