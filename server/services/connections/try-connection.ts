import { v7 } from 'uuid'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import { escapeHtml } from '#flows/content/liquid.ts'
import { isE164, isEmailAddress } from '#flows/sending/address.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError } from '../app-error.ts'
import { type ChannelSender, makeSender } from '../messages/senders.ts'

const WORDS = {
  en: {
    subject: 'Akis can send e-mail',
    text: 'This is a test from {shop}. Your provider is connected, and messages of live flows go out through it.',
  },
  tr: {
    subject: 'Akis e-posta gönderebiliyor',
    text: 'Bu, {shop} için bir denemedir. Sağlayıcınız bağlandı; yayındaki akışların mesajları onun üzerinden gidecek.',
  },
} as const

interface TryArgs {
  runtime: Pick<Runtime, 'settings'>
  connection: Pick<ConnectionRow, 'provider' | 'settings'>
  secrets: Record<string, string>
  /** Where a test message goes; without it the account is only signed in to. */
  to: string | undefined
  shop: { name: string; locale: string }
  now: Date
}

/** Proves that an account works: signs in, and sends a test message where an address is given. Throws `invalid` with the provider's words. */
export async function tryConnection({ runtime, connection, secrets, to, shop, now }: TryArgs): Promise<void> {
  const account = makeSender(runtime, connection, secrets)
  checkAddress(account.channel, to)
  try {
    await account.sender.verify()
    if (to !== undefined) await sendTest(account, to, shop, now)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refused(error instanceof Error ? error.message : String(error))
  } finally {
    account.sender.close()
  }
}

function checkAddress(channel: 'email' | 'sms', to: string | undefined): void {
  if (to === undefined || (channel === 'email' ? isEmailAddress(to) : isE164(to))) return
  const what = channel === 'email' ? 'an e-mail address' : 'a phone number such as +905321112233'
  throw new AppError('invalid', 'The test address can not be used.', [
    { pointer: '/testTo', code: 'invalid_address', message: `must be ${what}` },
  ])
}

async function sendTest(account: ChannelSender, to: string, shop: TryArgs['shop'], now: Date): Promise<void> {
  const words = WORDS[shop.locale.startsWith('tr') ? 'tr' : 'en']
  const text = words.text.replace('{shop}', shop.name)
  const id = v7({ msecs: now.getTime() })
  const result =
    account.channel === 'email'
      ? await account.sender.send({
          id,
          from: account.from,
          replyTo: null,
          to,
          subject: words.subject,
          html: `<p style="font:16px/1.6 sans-serif">${escapeHtml(text)}</p>`,
          text,
          unsubscribeUrl: null,
        })
      : await account.sender.send({ id, to, text, statusUrl: null })
  if (result.kind !== 'accepted') throw refused(result.detail.message)
}

const refused = (message: string) =>
  new AppError('invalid', `The provider did not accept it: ${message}`, [
    { pointer: '/settings', code: 'provider_refused', message },
  ])
