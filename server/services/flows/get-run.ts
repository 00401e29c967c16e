import {
  findRun,
  type RunMessageRow,
  runMessageRows,
  type TraceRow,
  traceRows,
} from '#db/queries/flow-runs.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type RunSummary, runSummary } from './list-runs.ts'

export interface RunDetail extends RunSummary {
  trace: TraceRow[]
  messages: RunMessageRow[]
}

/** One run with everything it did and the messages it made. */
export async function getRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<RunDetail> {
  requirePermission(ctx, 'read')
  const row = await findRun(ctx.sql, ctx.workspaceId, input.id)
  if (row === null) throw new AppError('not_found', 'There is no run with this id.')
  const [trace, messages] = await Promise.all([traceRows(ctx.sql, row), runMessageRows(ctx.sql, row)])
  return { ...runSummary(row), trace, messages }
}
