import { z } from 'zod'
import { releaseUnconnected } from '#db/queries/message-list.ts'
import { wake } from '#db/queries/wake.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { type Ctx, requirePermission } from '../context.ts'

const HOUR_MS = 3_600_000

/** Which of the messages that waited for a provider go out now; older ones stay where they are. */
export const SendWaiting = z.object({
  channel: z.enum(MESSAGE_CHANNELS),
  youngerThanHours: z.number().positive().max(24).default(24),
})
export type SendWaiting = z.output<typeof SendWaiting>

/** Sends what waited for a provider and is still worth saying. Returns how many were let go. */
export async function sendWaiting({
  ctx,
  input,
}: {
  ctx: Ctx
  input: SendWaiting
}): Promise<{ count: number }> {
  requirePermission(ctx, 'messages:write')
  const { sql, workspaceId, now } = ctx
  const since = new Date(now.getTime() - input.youngerThanHours * HOUR_MS)
  const count = await releaseUnconnected(sql, { workspaceId, channel: input.channel, since, now })
  if (count > 0) await wake(sql, 'deliver')
  return { count }
}
