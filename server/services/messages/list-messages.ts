import { z } from 'zod'
import { listMessageRows, MESSAGE_STATUSES } from '#db/queries/message-list.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { type MessageSummary, messageSummary } from './message-json.ts'

const Statuses = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')))
  .pipe(z.array(z.enum(MESSAGE_STATUSES)).max(MESSAGE_STATUSES.length))

/** `status` may name several, with commas between. */
export const ListMessages = z.object({
  status: Statuses.optional(),
  channel: z.enum(MESSAGE_CHANNELS).optional(),
  flow: z.uuid().optional(),
  node: z.string().min(1).max(64).optional(),
  profile: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(100).optional(),
})
export type ListMessages = z.output<typeof ListMessages>

/** Messages of the workspace, newest first; `next` goes into `after` for more. */
export async function listMessages({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListMessages
}): Promise<Page<MessageSummary>> {
  requirePermission(ctx, 'read')
  const { status = null, channel = null, flow = null, node = null, profile = null, limit, after } = input
  const rows = await listMessageRows(ctx.sql, {
    workspaceId: ctx.workspaceId,
    statuses: status,
    channel,
    flowId: flow,
    node,
    profileId: profile,
    after: after === undefined ? null : cursorOf(after),
    limit: limit + 1,
  })
  return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), messageSummary)
}
