import type { Runtime } from '../../runtime.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { webhookSecret } from '../messages/webhook-signature.ts'

interface ReadArgs {
  ctx: Ctx
  runtime: Pick<Runtime, 'secrets'>
}

/** What receivers of this workspace's webhook steps check `X-Akis-Signature` with. */
export async function readWebhookSecret({ ctx, runtime }: ReadArgs): Promise<{ secret: string }> {
  requirePermission(ctx, 'connections:write')
  return { secret: webhookSecret(runtime.secrets, ctx.workspaceId) }
}
