import type { Tx } from '../client.ts'
import type { MessageStatus } from './message-list.ts'
import { answerReviews, type Reviewed } from './runs.ts'

export interface MessageRef {
  part: number
  id: string
}

/**
 * Lets messages go out or never, as a person says, where they still are in one of `from`; a run that stands at its message
 * is told. Returns how many that were.
 */
export async function decideMessages(
  tx: Tx,
  messages: MessageRef[],
  { from, to, now }: { from: readonly MessageStatus[]; to: 'pending' | 'discarded'; now: Date },
): Promise<number> {
  if (messages.length === 0) return 0
  const those = tx`unnest(${messages.map((m) => m.part)}::smallint[], ${messages.map((m) => m.id)}::uuid[]) u(part, id)`
  await lockRuns(tx, messages)
  const move = (statuses: readonly MessageStatus[]) => tx<Reviewed[]>`
    update messages m set status = ${to}, due_at = ${now}, reason = null, detail = null, connection_id = null, asks = 0
    from ${those}
    where m.part = u.part and m.id = u.id and m.status = any(${[...statuses]}::text[])
    returning m.part, m.run_id as "runId", m.node, m.visit`
  const reviewed = from.includes('review') ? await move(['review']) : []
  await answerReviews(tx, reviewed, to === 'pending', now)
  const others = await move(from.filter((status) => status !== 'review'))
  return reviewed.length + others.length
}

/** First the runs, then their messages, as the advance loop takes them; always in the same order. */
async function lockRuns(tx: Tx, messages: MessageRef[]): Promise<void> {
  await tx`
    select from runs r
    where (r.part, r.id) in (
      select m.part, m.run_id
      from unnest(${messages.map((m) => m.part)}::smallint[], ${messages.map((m) => m.id)}::uuid[]) u(part, id)
      join messages m on m.part = u.part and m.id = u.id
      where m.status = 'review')
    order by r.part, r.id for update`
}

/** Messages of a workspace by id, where they are in one of the states. */
export async function messagesAmong(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  statuses: readonly MessageStatus[],
): Promise<MessageRef[]> {
  return tx<MessageRef[]>`
    select part, id from messages
    where part = any(array(select generate_series(0, 63))::smallint[]) and id = any(${ids}::uuid[])
      and workspace_id = ${workspaceId} and status = any(${[...statuses]}::text[])`
}

/** Which of the messages that wait for a person are meant; null: any. */
export interface ReviewFilter {
  flowId: string | null
  node: string | null
  channel: 'email' | 'sms' | null
  /** Made then or before. */
  until: Date | null
}

/** Messages of a workspace that wait for a person; oldest first. */
export async function messagesInReview(
  tx: Tx,
  workspaceId: string,
  { flowId, node, channel, until }: ReviewFilter,
  limit: number,
): Promise<MessageRef[]> {
  return tx<MessageRef[]>`
    select part, id from messages
    where workspace_id = ${workspaceId} and status = 'review'
      ${flowId === null ? tx`` : tx`and flow_id = ${flowId}`}
      ${node === null ? tx`` : tx`and node = ${node}`}
      ${channel === null ? tx`` : tx`and channel = ${channel}`}
      ${until === null ? tx`` : tx`and created_at <= ${until}`}
    order by created_at, id limit ${limit}`
}

/** Takes back messages that nobody looked at before their runs left them: ended by the goal, or moved elsewhere. */
export async function dropReviews(
  tx: Tx,
  left: { part: number; runId: string; status: string; reason: string | null }[],
): Promise<void> {
  if (left.length === 0) return
  await tx`
    update messages m set status = 'skipped', reason = u.why,
      detail = jsonb_build_object('status', u.status, 'reason', u.reason)
    from unnest(${left.map((l) => l.part)}::smallint[], ${left.map((l) => l.runId)}::uuid[],
      ${left.map((l) => (l.status === 'waiting' || l.status === 'held' ? 'run_moved' : 'run_ended'))}::text[],
      ${left.map((l) => l.status)}::text[], ${left.map((l) => l.reason)}::text[]) u(part, run_id, why, status, reason)
    where m.part = u.part and m.run_id = u.run_id and m.status = 'review'`
}
