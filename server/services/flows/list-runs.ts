import { z } from 'zod'
import { listRunRows, RUN_STATUSES, type RunRow } from '#db/queries/flow-runs.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { requireFlow } from './get-flow.ts'

/** `status=active` means waiting and held. */
export const ListRuns = z.object({
  status: z.enum([...RUN_STATUSES, 'active']).optional(),
  node: z.string().min(1).max(64).optional(),
  profile: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(100).optional(),
})
export type ListRuns = z.infer<typeof ListRuns>

type Instants = 'startedAt' | 'endedAt' | 'wakeAt'
export type RunSummary = Omit<RunRow, 'part' | Instants> & {
  startedAt: string
  endedAt: string | null
  /** When it goes on by itself; null when it only waits for an answer, or is over. */
  wakeAt: string | null
}

/** A run as the API shows it. */
export function runSummary({ part: _, startedAt, endedAt, wakeAt, ...run }: RunRow): RunSummary {
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    wakeAt: endedAt === null ? (wakeAt?.toISOString() ?? null) : null,
  }
}

/** Runs of a flow, newest first; `next` goes into `after` for more. */
export async function listRuns({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListRuns & { id: string }
}): Promise<Page<RunSummary>> {
  requirePermission(ctx, 'read')
  await requireFlow(ctx, input.id)
  const { status, node = null, profile = null, limit, after } = input
  const rows = await listRunRows(ctx.sql, {
    workspaceId: ctx.workspaceId,
    flowId: input.id,
    statuses: status === undefined ? null : status === 'active' ? ['waiting', 'held'] : [status],
    node,
    profileId: profile,
    after: after === undefined ? null : cursorOf(after),
    limit: limit + 1,
  })
  return pageOf(rows, limit, ({ startedAt, id }) => ({ at: startedAt, id }), runSummary)
}
