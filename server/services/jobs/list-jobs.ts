import { z } from 'zod'
import { listJobRows } from '#db/queries/jobs.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { type JobSummary, jobSummary } from './job-json.ts'

export const ListJobs = z.object({
  flow: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(100).optional(),
})
export type ListJobs = z.infer<typeof ListJobs>

/** Background jobs of the workspace, newest first; `next` goes into `after` for more. */
export async function listJobs({ ctx, input }: { ctx: Ctx; input: ListJobs }): Promise<Page<JobSummary>> {
  requirePermission(ctx, 'read')
  const { flow = null, limit, after } = input
  const rows = await listJobRows(ctx.sql, {
    workspaceId: ctx.workspaceId,
    flowId: flow,
    after: after === undefined ? null : cursorOf(after),
    limit: limit + 1,
  })
  return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), jobSummary)
}
