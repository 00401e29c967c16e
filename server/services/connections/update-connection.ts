import { updateConnectionRow } from '#db/queries/connections.ts'
import { workspaceFacts } from '#db/queries/message-facts.ts'
import { forgetTokens } from '#db/queries/sending-buckets.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError, type FieldError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { secretsOf } from '../messages/senders.ts'
import { sendingLimit } from '../messages/sending-limit.ts'
import { SETTINGS_INPUT, splitSecrets, type UpdateConnection } from './connection-input.ts'
import { type ConnectionJson, connectionJson } from './connection-json.ts'
import { requireConnection } from './require-connection.ts'
import { tryConnection } from './try-connection.ts'

interface UpdateArgs {
  ctx: Ctx
  runtime: Pick<Runtime, 'settings' | 'secrets'>
  input: UpdateConnection & { id: string }
}

/** Changes a connection once the new settings have proved to work. Secrets that are not named stay. */
export async function updateConnection({ ctx, runtime, input }: UpdateArgs): Promise<ConnectionJson> {
  requirePermission(ctx, 'connections:write')
  const row = await requireConnection(ctx, input.id)
  const secrets = secretsOf(runtime, row)
  const merged = { ...row.settings, ...secrets, ...input.settings }
  const parsed = SETTINGS_INPUT[row.provider].safeParse(merged)
  if (!parsed.success) {
    const errors: FieldError[] = parsed.error.issues.map(({ path, code, message }) => ({
      pointer: `/settings/${path.join('/')}`,
      code: code ?? 'invalid',
      message,
    }))
    throw new AppError('invalid', 'The body has invalid fields.', errors)
  }
  const { publicKey } = row.settings
  const keys = row.provider === 'web_push' ? { publicKey, privateKey: secrets.privateKey } : {}
  const { open, secret } = splitSecrets(row.provider, { ...parsed.data, ...keys })
  const workspace = (await workspaceFacts(ctx.sql, [ctx.workspaceId])).get(ctx.workspaceId)
  const shop = { name: workspace?.name ?? '', locale: workspace?.locale ?? 'en' }
  const connection = { provider: row.provider, settings: open }
  await tryConnection({ runtime, connection, secrets: secret, to: input.testTo, shop, ctx })
  const changed = {
    ...row,
    settings: open,
    secrets: runtime.secrets.seal(JSON.stringify(secret)),
    status: 'connected' as const,
    lastError: null,
    testedAt: ctx.now,
  }
  await updateConnectionRow(ctx.sql, changed)
  if (sendingLimit(changed) !== sendingLimit(row)) await forgetTokens(ctx.sql, row.id)
  return connectionJson(runtime, changed)
}
