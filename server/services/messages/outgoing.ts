import type { ConnectionRow } from '#db/queries/message-facts.ts'
import type { DueMessage, PreparedRow } from '#db/queries/messages-due.ts'
import type { PushSubscription } from '#db/queries/push-subscriptions.ts'
import { trackLinks } from '#flows/content/links.ts'
import { isEmailAddress } from '#flows/sending/address.ts'
import type {
  OutgoingEmail,
  OutgoingPush,
  OutgoingSms,
  OutgoingWhatsapp,
  SendResult,
} from '../../channels/port.ts'
import type { Runtime } from '../../runtime.ts'
import { type RenderedMessage, shownContent } from './message-content.ts'
import { messageToken } from './message-token.ts'
import { nothing } from './nothing-to-send.ts'
import { pushOf, sendPush } from './outgoing-push.ts'
import { whatsappOf } from './outgoing-whatsapp.ts'
import { type ChannelSender, parseFrom, senderOf, takeTurn } from './senders.ts'

/** A message that is ready to be handed to its provider. */
export type Outgoing = { message: DueMessage; connection: ConnectionRow } & (
  | { channel: 'email'; content: OutgoingEmail }
  | { channel: 'sms'; content: OutgoingSms }
  | { channel: 'push'; content: OutgoingPush }
  | { channel: 'whatsapp'; content: OutgoingWhatsapp }
)

interface OutgoingArgs {
  runtime: Pick<Runtime, 'settings' | 'secrets'>
  message: DueMessage
  address: string
  browsers: readonly PushSubscription[]
  connection: ConnectionRow | null
  kind: 'marketing' | 'transactional'
}

export type StoredContent = Pick<PreparedRow, 'subject' | 'html' | 'text' | 'links'>

/**
 * Makes a rendered message ready to go: links tracked, a pixel for opens, the one-click way out. What is stored keeps its
 * plain links, so that looking at it never counts as an open or a click.
 */
export function outgoingOf(args: OutgoingArgs) {
  const { runtime, message, address, connection, kind } = args
  const { publicUrl } = runtime.settings
  const token = (purpose: 'open' | 'click' | 'unsubscribe' | 'status', link = 0) =>
    messageToken(runtime.secrets, purpose, { part: message.part, messageId: message.id, link })
  const unsubscribeToken = token('unsubscribe')
  const unsubscribeUrl = `${publicUrl}/unsubscribe/${unsubscribeToken}`

  function finish(rendered: RenderedMessage): { stored: StoredContent; ready: Outgoing | null } {
    if (rendered.channel === 'push') {
      const content = pushOf({
        message,
        browsers: args.browsers,
        urgency: kind === 'marketing' ? 'normal' : 'high',
        rendered,
        clickUrl: `${publicUrl}/t/c/${token('click')}`,
        shownUrl: `${publicUrl}/t/o/${token('open')}.gif`,
      })
      return {
        stored: shownContent(rendered),
        ready: connection && { message, connection, channel: 'push', content },
      }
    }
    if (rendered.channel === 'whatsapp') {
      const content = whatsappOf({ message, to: address, rendered, statusToken: token('status') })
      return {
        stored: shownContent(rendered),
        ready: connection && { message, connection, channel: 'whatsapp', content },
      }
    }
    if (rendered.channel === 'sms') {
      if (rendered.text === '') throw nothing('The text is empty.')
      const content = {
        id: message.id,
        to: address,
        text: rendered.text,
        statusUrl: `${publicUrl}/t/s/${token('status')}`,
      }
      return {
        stored: shownContent(rendered),
        ready: connection && { message, connection, channel: 'sms', content },
      }
    }
    if (rendered.subject === '') throw nothing('The subject is empty.')
    const own = new Set([unsubscribeUrl])
    const plain = trackLinks(rendered, own, (_, target) => target)
    const stored = { subject: rendered.subject, html: plain.html, text: plain.text, links: plain.links }
    if (connection === null) return { stored, ready: null }
    const tracked = trackLinks(rendered, own, (position) => `${publicUrl}/t/c/${token('click', position)}`)
    const content: OutgoingEmail = {
      id: message.id,
      from: senderAddress(rendered, connection),
      replyTo: isEmailAddress(parseFrom(rendered.replyTo).address) ? rendered.replyTo : null,
      to: address,
      subject: rendered.subject,
      html: withPixel(tracked.html, `${publicUrl}/t/o/${token('open')}.gif`),
      text: tracked.text,
      unsubscribeUrl: kind === 'marketing' ? `${publicUrl}/t/u/${unsubscribeToken}` : null,
    }
    return { stored, ready: { message, connection, channel: 'email', content } }
  }
  return { unsubscribeUrl, finish }
}

/** The step's own sender where it names one, else the account's. */
function senderAddress(
  { fromName, fromEmail }: Extract<RenderedMessage, { channel: 'email' }>,
  connection: ConnectionRow,
): OutgoingEmail['from'] {
  const standing = parseFrom(String(connection.settings.from ?? ''))
  return {
    name: fromName || standing.name,
    address: isEmailAddress(fromEmail) ? fromEmail : standing.address,
  }
}

function withPixel(html: string, url: string): string {
  const pixel = `<img src="${url}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0;" />`
  const end = html.lastIndexOf('</body>')
  return end === -1 ? html + pixel : html.slice(0, end) + pixel + html.slice(end)
}

/** Waits until the provider has room for another message, as far as that is known; returns what to call when it was answered. */
export async function turnToSend(runtime: Runtime, { connection }: Outgoing): Promise<() => void> {
  try {
    return await takeTurn(runtime, connection)
  } catch {
    // an account that can't be opened says so when it is to send
    return () => {}
  }
}

/** Speaks to the provider. Never throws: an account that can't even be opened has certainly sent nothing. */
export async function sendOutgoing(runtime: Runtime, outgoing: Outgoing, now: Date): Promise<SendResult> {
  const account = openAccount(runtime, outgoing.connection)
  if (account instanceof Error) {
    return { kind: 'retry', detail: { message: account.message }, afterMs: null, connectionFault: true }
  }
  if (account.channel === 'email' && outgoing.channel === 'email')
    return account.sender.send(outgoing.content)
  if (account.channel === 'sms' && outgoing.channel === 'sms') return account.sender.send(outgoing.content)
  if (account.channel === 'whatsapp' && outgoing.channel === 'whatsapp')
    return account.sender.send(outgoing.content)
  if (account.channel === 'push' && outgoing.channel === 'push')
    return sendPush(runtime, account.sender, outgoing, now)
  const detail = { message: `This provider does not send ${outgoing.channel}.` }
  return { kind: 'retry', detail, afterMs: null, connectionFault: true }
}

function openAccount(runtime: Runtime, connection: ConnectionRow): ChannelSender | Error {
  try {
    return senderOf(runtime, connection)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
