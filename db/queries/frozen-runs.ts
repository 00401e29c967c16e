import type { Tx } from '../client.ts'
import type { StoredRun } from './runs.ts'

/** Claims frozen runs of one flow, by part and id; `dueBy` keeps to those whose timer has come or that kept inputs. */
export async function claimFrozenRuns(
  tx: Tx,
  { flowId, dueBy, limit }: { flowId: string; dueBy: Date | null; limit: number },
): Promise<StoredRun[]> {
  const rows = await tx<(Omit<StoredRun, 'pending'> & { pending: StoredRun['pending'] | null })[]>`
    select part, workspace_id as "workspaceId", version_id as "versionId", status, step, wake_at as "wakeAt", pending,
      state as run
    from runs where flow_id = ${flowId} and status = 'held'
      ${dueBy === null ? tx`` : tx`and (wake_at <= ${dueBy} or pending is not null)`}
    order by part, id limit ${limit} for update`
  return rows.map((row) => ({ ...row, pending: row.pending ?? [] }))
}
