import type { Tx } from '../client.ts'
import { RUN_COLUMNS, type RunRow, type StoredRun, storedRun } from './runs.ts'

/** Claims frozen runs of one flow, by part and id; `dueBy` keeps to those whose timer has come or that kept inputs. */
export async function claimFrozenRuns(
  tx: Tx,
  { flowId, dueBy, limit }: { flowId: string; dueBy: Date | null; limit: number },
): Promise<StoredRun[]> {
  const rows = await tx<RunRow[]>`
    select ${tx.unsafe(RUN_COLUMNS)} from runs
    where flow_id = ${flowId} and status = 'held'
      ${dueBy === null ? tx`` : tx`and (wake_at <= ${dueBy} or pending is not null)`}
    order by part, id limit ${limit} for update`
  return rows.map(storedRun)
}
