import type { Json } from '#flows/json.ts'
import type { Sql, Tx } from '../client.ts'
import { wake } from './wake.ts'

/** A webhook step's call that is due. */
export interface DueCall {
  runId: string
  node: string
  visit: number
  workspaceId: string
  profileId: string
  flowId: string
  versionId: string
  /** Counting this one. */
  attempts: number
}

/** Takes due calls of one part, and those whose caller did not come back; each is leased until `leaseUntil`. */
export async function claimDueCalls(
  sql: Sql,
  part: number,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<DueCall[]> {
  return sql<DueCall[]>`
    with due as (
      select part, run_id, node, visit from webhook_calls
      where part = ${part} and status in ('pending', 'sending') and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked)
    update webhook_calls c set status = 'sending', attempts = c.attempts + 1, due_at = ${leaseUntil}
    from due where c.part = ${part} and c.run_id = due.run_id and c.node = due.node and c.visit = due.visit
    returning c.run_id as "runId", c.node, c.visit, c.workspace_id as "workspaceId", c.profile_id as "profileId",
      c.flow_id as "flowId", c.version_id as "versionId", c.attempts`
}

/** Puts a call back for later. `counted`: whether the try counts as one. */
export async function postponeCall(
  sql: Sql,
  part: number,
  call: DueCall,
  outcome: { dueAt: Date; httpStatus: number | null; error: string | null; counted: boolean },
): Promise<void> {
  await sql`
    update webhook_calls set status = 'pending', due_at = ${outcome.dueAt}, http_status = ${outcome.httpStatus},
      error = ${outcome.error}, attempts = ${outcome.counted ? call.attempts : call.attempts - 1}
    where part = ${part} and run_id = ${call.runId} and node = ${call.node} and visit = ${call.visit}
      and status = 'sending' and attempts = ${call.attempts}`
}

/** Ends a call and gives its answer to the run, which is woken; once, whoever comes first. */
export async function answerCall(
  sql: Sql,
  part: number,
  call: DueCall,
  outcome: { ok: boolean; answer: Json; httpStatus: number | null; error: string | null; now: Date },
): Promise<void> {
  const input = { kind: 'answer', node: call.node, visit: call.visit, ok: outcome.ok, answer: outcome.answer }
  await sql.begin(async (tx) => {
    const ended = await endCall(tx, part, call, outcome)
    if (!ended) return
    await tx`
      update runs set pending = coalesce(pending, '[]'::jsonb) || jsonb_build_array(${tx.json(input)}::jsonb), wake_at = ${outcome.now}
      where part = ${part} and id = ${call.runId} and status in ('waiting', 'held')`
    await wake(tx, 'advance')
  })
}

async function endCall(
  tx: Tx,
  part: number,
  call: DueCall,
  { ok, httpStatus, error, now }: { ok: boolean; httpStatus: number | null; error: string | null; now: Date },
): Promise<boolean> {
  const { count } = await tx`
    update webhook_calls set status = ${ok ? 'succeeded' : 'failed'}, http_status = ${httpStatus}, error = ${error}, ended_at = ${now}
    where part = ${part} and run_id = ${call.runId} and node = ${call.node} and visit = ${call.visit}
      and status = 'sending' and attempts = ${call.attempts}`
  return count > 0
}
