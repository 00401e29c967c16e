import type { WhatsappTemplate } from '../../channels/whatsapp-templates.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { makeSender, secretsOf } from '../messages/senders.ts'
import { requireConnection } from './require-connection.ts'

interface ListArgs {
  ctx: Ctx
  runtime: Pick<Runtime, 'settings' | 'secrets'>
  input: { id: string }
}

/** The templates that WhatsApp approved for the account. Throws `conflict` for other providers, `invalid` with Meta's words. */
export async function listConnectionTemplates({
  ctx,
  runtime,
  input,
}: ListArgs): Promise<WhatsappTemplate[]> {
  requirePermission(ctx, 'read')
  const row = await requireConnection(ctx, input.id)
  const account = makeSender(runtime, row, secretsOf(runtime, row))
  if (account.channel !== 'whatsapp')
    throw new AppError('conflict', 'Only WhatsApp has templates.', [], { provider: row.provider })
  try {
    return await account.sender.templates()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new AppError('invalid', `The templates can not be listed: ${message}`, [
      { pointer: '', code: 'provider_refused', message },
    ])
  }
}
