import { listConnectionRows } from '#db/queries/connections.ts'
import type { Runtime } from '../../runtime.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type ConnectionJson, connectionJson } from './connection-json.ts'

interface ListArgs {
  ctx: Ctx
  runtime: Pick<Runtime, 'settings' | 'secrets'>
}

/** The providers that serve this workspace; those that were taken out of service are left out. */
export async function listConnections({ ctx, runtime }: ListArgs): Promise<ConnectionJson[]> {
  requirePermission(ctx, 'read')
  const rows = await listConnectionRows(ctx.sql, ctx.workspaceId)
  return rows.filter(({ status }) => status !== 'disabled').map((row) => connectionJson(runtime, row))
}
