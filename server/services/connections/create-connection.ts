import { v7 } from 'uuid'
import { insertConnection } from '#db/queries/connections.ts'
import { type ConnectionRow, workspaceFacts } from '#db/queries/message-facts.ts'
import type { Runtime } from '../../runtime.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type CreateConnection, splitSecrets } from './connection-input.ts'
import { type ConnectionJson, connectionJson } from './connection-json.ts'
import { pushKeys } from './push-keys.ts'
import { tryConnection } from './try-connection.ts'

interface CreateArgs {
  ctx: Ctx
  runtime: Pick<Runtime, 'settings' | 'secrets'>
  input: CreateConnection
}

/** Connects a provider once its account has proved to work; the one that served the channel before is disabled. */
export async function createConnection({ ctx, runtime, input }: CreateArgs): Promise<ConnectionJson> {
  requirePermission(ctx, 'connections:write')
  const { channel, provider, testTo } = input
  const keys = provider === 'web_push' ? await pushKeys(ctx, runtime) : {}
  const { open, secret } = splitSecrets(provider, { ...input.settings, ...keys })
  const workspace = (await workspaceFacts(ctx.sql, [ctx.workspaceId])).get(ctx.workspaceId)
  const shop = { name: workspace?.name ?? '', locale: workspace?.locale ?? 'en' }
  const connection = { provider, settings: open }
  await tryConnection({ runtime, connection, secrets: secret, to: testTo, shop, ctx })
  const row: ConnectionRow = {
    id: v7({ msecs: ctx.now.getTime() }),
    workspaceId: ctx.workspaceId,
    channel,
    provider,
    settings: open,
    secrets: runtime.secrets.seal(JSON.stringify(secret)),
    status: 'connected',
    lastError: null,
    createdAt: ctx.now,
    testedAt: ctx.now,
  }
  await ctx.sql.begin(async (tx) => {
    await tx`select 1 from workspaces where id = ${ctx.workspaceId} for update`
    await insertConnection(tx, row)
  })
  return connectionJson(runtime, row)
}
