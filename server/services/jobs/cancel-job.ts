import { cancelJobRow } from '#db/queries/jobs.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { getJob } from './get-job.ts'
import type { JobDetail } from './job-json.ts'
import type { JobKind } from './kinds.ts'

/** What a flow's status or version promises is carried out: half of it would leave people where nothing happens. */
const PROMISED: ReadonlySet<string> = new Set<JobKind>([
  'archive',
  'date_entries',
  'pause',
  'resume',
  'resume_spread',
])

/**
 * Ends a job that is not over; a worker that has it in hand stops at its next step, and what is done stays done. Throws
 * `conflict` for one that is over or can't be stopped halfway.
 */
export async function cancelJob({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<JobDetail> {
  requirePermission(ctx, 'flows:write')
  const job = await getJob({ ctx, input })
  if (PROMISED.has(job.kind))
    throw new AppError('conflict', 'This job can not be cancelled: it carries out what was decided.')
  if (!(await cancelJobRow(ctx.sql, ctx.workspaceId, input.id, ctx.now)))
    throw new AppError('conflict', 'This job is over.', [], { status: job.status })
  return getJob({ ctx, input })
}
