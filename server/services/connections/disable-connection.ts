import { updateConnectionRow } from '#db/queries/connections.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireConnection } from './require-connection.ts'

/**
 * Takes a provider out of service and forgets its secrets; messages of its channel wait in the outbox again. The keys of web
 * push are our own and stay sealed: every browser that subscribed is bound to them.
 */
export async function disableConnection({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'connections:write')
  const row = await requireConnection(ctx, input.id)
  const secrets = row.provider === 'web_push' ? row.secrets : ''
  await updateConnectionRow(ctx.sql, { ...row, status: 'disabled', secrets })
}
