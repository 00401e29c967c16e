import { findJob } from '#db/queries/jobs.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type JobDetail, jobDetail } from './job-json.ts'

/** One background job: how far it is, and what came of it. Throws `not_found`. */
export async function getJob({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<JobDetail> {
  requirePermission(ctx, 'read')
  const row = await findJob(ctx.sql, ctx.workspaceId, input.id)
  if (row === null) throw new AppError('not_found', 'There is no job with this id.')
  return jobDetail(row)
}
