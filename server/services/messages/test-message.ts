import { v7 } from 'uuid'
import { z } from 'zod'
import { standingConnections } from '#db/queries/message-facts.ts'
import { trackLinks } from '#flows/content/links.ts'
import { isE164, isEmailAddress } from '#flows/sending/address.ts'
import type { SendResult } from '../../channels/port.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { PreviewMessage } from './preview-input.ts'
import { renderDraft } from './preview-message.ts'
import { parseFrom, senderOf } from './senders.ts'

/** A preview that is really sent, to one address, outside every flow and figure. */
export const TestMessage = PreviewMessage.extend({ to: z.string().trim().min(3).max(320) })
export type TestMessage = z.output<typeof TestMessage>

interface TestArgs {
  ctx: Ctx
  runtime: Runtime
  input: TestMessage
}

/** Sends a draft's message to an address. Throws `invalid` for a bad address or a refusal, `conflict` without a provider. */
export async function testMessage({ ctx, runtime, input }: TestArgs): Promise<{ sent: true; to: string }> {
  requirePermission(ctx, 'messages:write')
  const { rendered } = await renderDraft(ctx, input)
  const { channel } = rendered
  if (channel === 'email' ? !isEmailAddress(input.to) : !isE164(input.to)) {
    throw refused(
      '/to',
      'invalid_address',
      channel === 'email' ? 'must be an e-mail address' : 'must be a number in E.164',
    )
  }
  const connection = (await standingConnections(ctx.sql, [ctx.workspaceId])).find(
    (one) => one.channel === channel,
  )
  if (!connection)
    throw new AppError('conflict', 'No provider is connected for this channel.', [], { channel })
  const account = senderOf(runtime, connection)
  const id = v7({ msecs: ctx.now.getTime() })
  let result: SendResult | null = null
  if (rendered.channel === 'email' && account.channel === 'email') {
    const { html, text } = trackLinks(rendered, new Set(), (_, target) => target)
    const from = {
      name: rendered.fromName || account.from.name,
      address: isEmailAddress(rendered.fromEmail) ? rendered.fromEmail : account.from.address,
    }
    const replyTo = isEmailAddress(parseFrom(rendered.replyTo).address) ? rendered.replyTo : null
    const subject = `[Test] ${rendered.subject}`
    result = await account.sender.send({
      id,
      from,
      replyTo,
      to: input.to,
      subject,
      html,
      text,
      unsubscribeUrl: null,
    })
  } else if (rendered.channel === 'sms' && account.channel === 'sms') {
    result = await account.sender.send({ id, to: input.to, text: rendered.text, statusUrl: null })
  }
  if (result?.kind !== 'accepted') {
    throw refused(
      '/to',
      'provider_refused',
      result?.detail.message ?? 'The provider does not serve this channel.',
    )
  }
  return { sent: true, to: input.to }
}

const refused = (pointer: string, code: string, message: string) =>
  new AppError('invalid', 'The test was not sent.', [{ pointer, code, message }])
