import type { ConnectionRow } from '#db/queries/message-facts.ts'
import { assertNever } from '#flows/assert-never.ts'
import type {
  Address,
  OutgoingEmail,
  OutgoingPush,
  OutgoingSms,
  PushResult,
  Sender,
} from '../../channels/port.ts'
import { SmtpSettings, smtpSender } from '../../channels/smtp.ts'
import { TwilioSettings, twilioSender } from '../../channels/twilio.ts'
import { WebPushSettings, webPushSender } from '../../channels/web-push.ts'
import { type WhatsappSender, WhatsappSettings, whatsappSender } from '../../channels/whatsapp.ts'
import type { Runtime } from '../../runtime.ts'
import { Turns } from './turns.ts'

/** A provider's account, ready to send. */
export type ChannelSender =
  | { channel: 'email'; sender: Sender<OutgoingEmail>; from: Address }
  | { channel: 'sms'; sender: Sender<OutgoingSms> }
  | { channel: 'push'; sender: Sender<OutgoingPush, PushResult> }
  | { channel: 'whatsapp'; sender: WhatsappSender }

interface Kept {
  fingerprint: string
  made: ChannelSender
  turns: Turns
}

const kept = new Map<string, Kept>()

/** The sender of a connection; its pooled sockets live as long as its settings stay the same. */
export function senderOf(runtime: Runtime, connection: ConnectionRow): ChannelSender {
  return keptOf(runtime, connection).made
}

/** Waits until the account has room for another message; returns what to call when it was answered. Throws as `senderOf` does. */
export function takeTurn(runtime: Runtime, connection: ConnectionRow): Promise<() => void> {
  return keptOf(runtime, connection).turns.take()
}

function keptOf(runtime: Runtime, connection: ConnectionRow): Kept {
  const fingerprint = `${connection.secrets} ${JSON.stringify(connection.settings)}`
  const known = kept.get(connection.id)
  if (known?.fingerprint === fingerprint) return known
  known?.made.sender.close()
  const made = makeSender(runtime, connection, secretsOf(runtime, connection))
  const fresh = { fingerprint, made, turns: new Turns(made.sender.atOnce ?? Number.POSITIVE_INFINITY) }
  kept.set(connection.id, fresh)
  return fresh
}

/** A sender that is not kept: for trying settings out. */
export function makeSender(
  runtime: Pick<Runtime, 'settings'>,
  { provider, settings }: Pick<ConnectionRow, 'provider' | 'settings'>,
  secrets: Record<string, string>,
): ChannelSender {
  const guard = { allowPrivate: runtime.settings.allowPrivateNetwork }
  switch (provider) {
    case 'smtp': {
      const parsed = SmtpSettings.parse(settings)
      return {
        channel: 'email',
        sender: smtpSender(parsed, secrets.password ?? null),
        from: parseFrom(parsed.from),
      }
    }
    case 'twilio':
      return {
        channel: 'sms',
        sender: twilioSender(TwilioSettings.parse(settings), secrets.authToken ?? '', guard),
      }
    case 'web_push':
      return {
        channel: 'push',
        sender: webPushSender(WebPushSettings.parse(settings), secrets.privateKey ?? '', guard),
      }
    case 'whatsapp_cloud':
      return {
        channel: 'whatsapp',
        sender: whatsappSender(WhatsappSettings.parse(settings), secrets.accessToken ?? '', guard),
      }
    default:
      return assertNever(provider)
  }
}

/** The opened secrets of a connection. */
export function secretsOf(runtime: Pick<Runtime, 'secrets'>, { secrets }: Pick<ConnectionRow, 'secrets'>) {
  return JSON.parse(runtime.secrets.open(secrets)) as Record<string, string>
}

/** Closes all kept connections, for a clean stop. */
export function closeSenders(): void {
  for (const { made } of kept.values()) made.sender.close()
  kept.clear()
}

/** `Name <address>` or a bare address. */
export function parseFrom(text: string): Address {
  const match = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(text)
  if (!match) return { name: '', address: text.trim() }
  return { name: (match[1] ?? '').replace(/^"(.*)"$/, '$1'), address: (match[2] ?? '').trim() }
}
