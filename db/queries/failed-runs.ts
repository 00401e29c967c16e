import type { Sql, Tx } from '../client.ts'
import { ALL_PARTS } from '../part.ts'
import { RUN_COLUMNS, type RunRow, type StoredRun, storedRun } from './runs.ts'

/** A run that is over since it failed, with when that was. */
export interface FailedRun extends StoredRun {
  endedAt: Date
}

type Row = RunRow & { ended_at: Date }

const failedRun = (row: Row): FailedRun => ({ ...storedRun(row), endedAt: row.ended_at })

/** Locks one failed run of a workspace; null where there is none of this id that has failed. */
export async function lockFailedRun(tx: Tx, workspaceId: string, id: string): Promise<FailedRun | null> {
  const [row] = await tx<Row[]>`
    select ${tx.unsafe(RUN_COLUMNS)}, ended_at from runs
    where part = any(string_to_array(${ALL_PARTS.join(',')}, ',')::smallint[]) and id = ${id}
      and workspace_id = ${workspaceId} and status = 'failed' for update`
  return row ? failedRun(row) : null
}

/** Locks the next failed runs of a flow that ended until then, by when they ended. */
export async function lockFailedRuns(
  tx: Tx,
  wanted: { flowId: string; until: Date; after: { at: Date; id: string } | null; limit: number },
): Promise<FailedRun[]> {
  const { flowId, until, after, limit } = wanted
  const rows = await tx<Row[]>`
    select ${tx.unsafe(RUN_COLUMNS)}, ended_at from runs
    where flow_id = ${flowId} and status = 'failed' and ended_at <= ${until}
      ${after === null ? tx`` : tx`and (ended_at, id) > (${after.at}, ${after.id}::uuid)`}
    order by ended_at, id limit ${limit} for update`
  return rows.map(failedRun)
}

/** How many runs of a flow have failed until then. */
export async function countFailed(tx: Tx, flowId: string, until: Date): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from runs where flow_id = ${flowId} and status = 'failed' and ended_at <= ${until}`
  return row!.n
}

/** A flow with how many of its runs have failed. */
export interface FailingFlow {
  id: string
  name: string
  failed: number
}

/** Flows of a workspace with runs that failed since then, the latest failure first; `runs_failed` counts each. */
export function failingFlows(sql: Sql, workspaceId: string, since: Date): Promise<FailingFlow[]> {
  return sql<FailingFlow[]>`
    select f.id, f.name, r.failed
    from flows f cross join lateral (
      select count(*)::int as failed, max(ended_at) as latest from runs
      where flow_id = f.id and status = 'failed' and ended_at >= ${since}) r
    where f.workspace_id = ${workspaceId} and f.status <> 'archived' and r.failed > 0
    order by r.latest desc, f.id`
}
