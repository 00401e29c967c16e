import { v7 } from 'uuid'
import { z } from 'zod'
import { standingConnections } from '#db/queries/message-facts.ts'
import { trackLinks } from '#flows/content/links.ts'
import { TemplateError } from '#flows/content/liquid.ts'
import { isE164, isEmailAddress } from '#flows/sending/address.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { SendResult } from '../../channels/port.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { browsersOf } from '../push/browsers-of.ts'
import type { RenderedMessage } from './message-content.ts'
import { pushOf } from './outgoing-push.ts'
import { whatsappOf } from './outgoing-whatsapp.ts'
import { PreviewMessage } from './preview-input.ts'
import { renderDraft } from './preview-message.ts'
import { type ChannelSender, parseFrom, senderOf } from './senders.ts'

/** A preview that is really sent, to one address or one person's browsers, outside every flow and figure. */
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
  checkAddress(channel, input.to)
  const connection = (await standingConnections(ctx.sql, [ctx.workspaceId])).find(
    (one) => one.channel === channel,
  )
  if (!connection)
    throw new AppError('conflict', 'No provider is connected for this channel.', [], { channel })
  const result = await send({ ctx, account: senderOf(runtime, connection), rendered, to: input.to })
  if (result?.kind !== 'accepted') {
    throw refused(
      '/to',
      'provider_refused',
      result?.detail.message ?? 'The provider does not serve this channel.',
    )
  }
  return { sent: true, to: input.to }
}

/** Who takes notifications is looked up by name. */
function checkAddress(channel: MessageChannel, to: string): void {
  if (channel === 'push' || (channel === 'email' ? isEmailAddress(to) : isE164(to))) return
  const what = channel === 'email' ? 'an e-mail address' : 'a number in E.164'
  throw refused('/to', 'invalid_address', `must be ${what}`)
}

interface SendArgs {
  ctx: Ctx
  account: ChannelSender
  rendered: RenderedMessage
  to: string
}

/** Null where the account serves another channel. */
async function send({ ctx, account, rendered, to }: SendArgs): Promise<SendResult | null> {
  const id = v7({ msecs: ctx.now.getTime() })
  const message = { id }
  if (rendered.channel === 'email' && account.channel === 'email') {
    const { html, text } = trackLinks(rendered, new Set(), (_, target) => target)
    const from = {
      name: rendered.fromName || account.from.name,
      address: isEmailAddress(rendered.fromEmail) ? rendered.fromEmail : account.from.address,
    }
    const replyTo = isEmailAddress(parseFrom(rendered.replyTo).address) ? rendered.replyTo : null
    const subject = `[Test] ${rendered.subject}`
    return account.sender.send({ id, from, replyTo, to, subject, html, text, unsubscribeUrl: null })
  }
  if (rendered.channel === 'sms' && account.channel === 'sms')
    return account.sender.send({ id, to, text: rendered.text, statusUrl: null })
  if (rendered.channel === 'push' && account.channel === 'push') {
    const browsers = await browsersOf(ctx, { who: to, pointer: '/to' })
    const content = { message, browsers, rendered, clickUrl: rendered.url, shownUrl: null }
    return account.sender.send(whole(() => pushOf({ ...content, urgency: 'high' })))
  }
  if (rendered.channel === 'whatsapp' && account.channel === 'whatsapp')
    return account.sender.send(whole(() => whatsappOf({ message, to, rendered, statusToken: null })))
  return null
}

/** A message that lacks something says what. */
function whole<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof TemplateError) throw refused('/graph', 'content_missing', error.message)
    throw error
  }
}

const refused = (pointer: string, code: string, message: string) =>
  new AppError('invalid', 'The test was not sent.', [{ pointer, code, message }])
