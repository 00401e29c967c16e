import { z } from 'zod'
import { updateConnectionRow } from '#db/queries/connections.ts'
import { workspaceFacts } from '#db/queries/message-facts.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { secretsOf } from '../messages/senders.ts'
import { type ConnectionJson, connectionJson } from './connection-json.ts'
import { requireConnection } from './require-connection.ts'
import { tryConnection } from './try-connection.ts'

/** Without `to` the account is only signed in to. */
export const TestConnection = z.object({ to: z.string().trim().min(3).max(320).optional() })
export type TestConnection = z.output<typeof TestConnection>

interface TestArgs {
  ctx: Ctx
  runtime: Pick<Runtime, 'settings' | 'secrets'>
  input: TestConnection & { id: string }
}

/** Sends a test message through a connection and notes whether it works. Throws `invalid` with the provider's words. */
export async function testConnection({ ctx, runtime, input }: TestArgs): Promise<ConnectionJson> {
  requirePermission(ctx, 'connections:write')
  const row = await requireConnection(ctx, input.id)
  const workspace = (await workspaceFacts(ctx.sql, [ctx.workspaceId])).get(ctx.workspaceId)
  const shop = { name: workspace?.name ?? '', locale: workspace?.locale ?? 'en' }
  try {
    const secrets = secretsOf(runtime, row)
    await tryConnection({ runtime, connection: row, secrets, to: input.to, shop, ctx })
  } catch (error) {
    if (error instanceof AppError && error.errors.some(({ code }) => code === 'provider_refused')) {
      await updateConnectionRow(ctx.sql, {
        ...row,
        status: 'failing',
        lastError: error.errors[0]?.message ?? error.message,
      })
    }
    throw error
  }
  const tested = { ...row, status: 'connected' as const, lastError: null, testedAt: ctx.now }
  await updateConnectionRow(ctx.sql, tested)
  return connectionJson(runtime, tested)
}
