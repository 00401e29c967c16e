import { v7 } from 'uuid'
import { jsonArray, plainArray } from '#db/array-text.ts'
import type { Sql, Tx } from '#db/client.ts'
import type { Run } from '#flows/interpreter/run-state.ts'
import { DUE } from './step-flow.ts'

interface Row {
  id: string
  step: number
  state: Run
  profile_id: string
  workspace_id: string
  flow_id: string
  version_id: string
}

const LINE = ['resumed', 'n1', 1, null, { until: DUE.toISOString() }]

/**
 * The statements of an advance with what they carry, decided by nobody: what this PostgreSQL does set-wise at most.
 * `fact`: counts events for each run, and writes the one line of trace more that a condition leaves. Returns the runs done.
 */
export async function advanceRaw(sql: Sql, part: number, limit: number, fact: boolean): Promise<number> {
  return sql.begin(async (tx) => {
    const rows = await tx<Row[]>`
      select id, step, state, profile_id, workspace_id, flow_id, version_id from runs
      where part = ${part} and status = 'waiting' and wake_at <= ${DUE} order by wake_at limit ${limit} for update skip locked`
    if (rows.length === 0) return 0
    if (fact) await countEvents(tx, part, rows)
    const ids = rows.map((r) => r.id)
    const wake = new Date(DUE.getTime() + 86_400_000)
    const lines = JSON.stringify(fact ? [LINE, LINE, LINE, LINE] : [LINE, LINE, LINE])
    await Promise.all([
      tx`update runs r set step = u.step, wake_at = ${wake}, node = 'n3', state = u.state
        from unnest(${plainArray(ids)}::uuid[], ${plainArray(rows.map((r) => r.step + 1))}::int[], ${jsonArray(rows.map((r) => JSON.stringify(r.state)))}::text[]::jsonb[])
          u(id, step, state) where r.part = ${part} and r.id = u.id and r.step < u.step`,
      tx`insert into run_traces (part, run_id, step, workspace_id, flow_id, version_id, at, lines)
        select ${part}, u.id, u.step, u.workspace_id, u.flow_id, u.version_id, ${DUE}, u.lines
        from unnest(${plainArray(ids)}::uuid[], ${plainArray(rows.map((r) => r.step + 1))}::int[],
          ${plainArray(rows.map((r) => r.workspace_id))}::uuid[], ${plainArray(rows.map((r) => r.flow_id))}::uuid[],
          ${plainArray(rows.map((r) => r.version_id))}::uuid[], ${jsonArray(rows.map(() => lines))}::text[]::jsonb[])
          u(id, step, workspace_id, flow_id, version_id, lines)`,
      tx`insert into messages (part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, created_at, id, channel, status, due_at)
        select ${part}, u.id, 'n2', 1, u.workspace_id, u.profile_id, u.flow_id, u.version_id, ${DUE}, u.message_id, 'email', 'pending', ${DUE}
        from unnest(${plainArray(ids)}::uuid[], ${plainArray(rows.map(() => v7()))}::uuid[], ${plainArray(rows.map((r) => r.workspace_id))}::uuid[],
          ${plainArray(rows.map((r) => r.profile_id))}::uuid[], ${plainArray(rows.map((r) => r.flow_id))}::uuid[], ${plainArray(rows.map((r) => r.version_id))}::uuid[])
          u(id, message_id, workspace_id, profile_id, flow_id, version_id) on conflict do nothing`,
    ])
    return rows.length
  }) as Promise<number>
}

async function countEvents(tx: Tx, part: number, rows: Row[]): Promise<void> {
  await tx`
    select u.index, c.count from unnest(${plainArray(rows.map((_, index) => index))}::int[], ${plainArray(rows.map((r) => r.profile_id))}::uuid[],
      ${plainArray(rows.map((r) => new Date(r.state.startedAt).toISOString()))}::timestamptz[],
      ${rows.map((r) => r.state.key)}::text[]) u(index, profile_id, since, key)
    cross join lateral (
      select count(*)::int as count from events e
      where e.part = ${part} and e.profile_id = u.profile_id and e.name = 'Placed Order' and e.time >= u.since
        and e.properties->>'cart_id' = u.key) c`
}
