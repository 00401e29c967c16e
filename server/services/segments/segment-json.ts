import type { Sql, Tx } from '#db/client.ts'
import { findSegment, type SegmentRow } from '#db/queries/segments/segment-rows.ts'
import type { Condition } from '#flows/conditions/condition.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

/** A segment as the API shows it. */
export interface SegmentSummary {
  id: string
  name: string
  kind: 'live' | 'static'
  definition: Condition
  members: number
  /** Its members are still being found: `members` is not all of them. */
  computing: boolean
  computedAt: string | null
  createdBy: string | null
  createdAt: string
  updatedAt: string
}

export const segmentJson = (row: SegmentRow, members: number): SegmentSummary => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  definition: row.definition,
  members,
  computing: row.computed < row.revision,
  computedAt: row.computedAt?.toISOString() ?? null,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})

/** The segment with this id. Throws `not_found` for another workspace's too. */
export async function requireSegment(
  ctx: Pick<Ctx, 'sql' | 'workspaceId'>,
  id: string,
  locking?: Tx,
): Promise<SegmentRow> {
  const source: Sql | Tx = locking ?? ctx.sql
  const row = await findSegment(source, { workspaceId: ctx.workspaceId, id }, locking !== undefined)
  if (row === null) throw new AppError('not_found', 'There is no segment with this id.')
  return row
}
