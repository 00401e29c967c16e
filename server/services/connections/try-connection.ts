import { v7 } from 'uuid'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import { escapeHtml } from '#flows/content/liquid.ts'
import { isE164, isEmailAddress } from '#flows/sending/address.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { SendResult } from '../../channels/port.ts'
import type { WhatsappSender } from '../../channels/whatsapp.ts'
import type { WhatsappTemplate } from '../../channels/whatsapp-templates.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { pushOf } from '../messages/outgoing-push.ts'
import { type ChannelSender, makeSender } from '../messages/senders.ts'
import { browsersOf } from '../push/browsers-of.ts'

/** The template that Meta gives every new account. */
const SAMPLE = 'hello_world'

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
  ctx: Ctx
}

/** Proves that an account works: signs in, and sends a test message where an address is given. Throws `invalid` with the provider's words. */
export async function tryConnection({ runtime, connection, secrets, to, shop, ctx }: TryArgs): Promise<void> {
  const account = makeSender(runtime, connection, secrets)
  checkAddress(account.channel, to)
  try {
    await account.sender.verify()
    if (to !== undefined) await sendTest(account, to, { runtime, shop, ctx })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refused(error instanceof Error ? error.message : String(error))
  } finally {
    account.sender.close()
  }
}

function checkAddress(channel: MessageChannel, to: string | undefined): void {
  // who takes notifications is looked up by name
  if (to === undefined || channel === 'push') return
  if (channel === 'email' ? isEmailAddress(to) : isE164(to)) return
  const what = channel === 'email' ? 'an e-mail address' : 'a phone number such as +905321112233'
  throw new AppError('invalid', 'The test address can not be used.', [
    { pointer: '/testTo', code: 'invalid_address', message: `must be ${what}` },
  ])
}

async function sendTest(
  account: ChannelSender,
  to: string,
  { runtime, shop, ctx }: Pick<TryArgs, 'runtime' | 'shop' | 'ctx'>,
): Promise<void> {
  const words = WORDS[shop.locale.startsWith('tr') ? 'tr' : 'en']
  const text = words.text.replace('{shop}', shop.name)
  const id = v7({ msecs: ctx.now.getTime() })
  const result = await send()
  if (result.kind !== 'accepted') throw refused(result.detail.message)

  async function send(): Promise<SendResult> {
    switch (account.channel) {
      case 'email':
        return account.sender.send({
          id,
          from: account.from,
          replyTo: null,
          to,
          subject: words.subject,
          html: `<p style="font:16px/1.6 sans-serif">${escapeHtml(text)}</p>`,
          text,
          unsubscribeUrl: null,
        })
      case 'sms':
        return account.sender.send({ id, to, text, statusUrl: null })
      case 'push': {
        const browsers = await browsersOf(ctx, { who: to, pointer: '/testTo' })
        const rendered = {
          title: shop.name,
          body: text,
          url: runtime.settings.publicUrl,
          icon: '',
          image: '',
        }
        const { publicUrl: clickUrl } = runtime.settings
        const message = pushOf({
          message: { id },
          browsers,
          urgency: 'high',
          rendered,
          clickUrl,
          shownUrl: null,
        })
        return account.sender.send(message)
      }
      case 'whatsapp': {
        const { name, language } = await plainTemplate(account.sender)
        return account.sender.send({
          id,
          to,
          template: { name, language },
          parameters: [],
          statusToken: null,
        })
      }
    }
  }
}

/** A template that needs nothing to be filled in: Meta's own sample where it is there. */
async function plainTemplate(sender: WhatsappSender): Promise<WhatsappTemplate> {
  const plain = (await sender.templates()).filter(({ variables }) => variables.length === 0)
  const [template] = plain.toSorted((a, b) => Number(b.name === SAMPLE) - Number(a.name === SAMPLE))
  if (template === undefined) throw new Error('There is no approved template without variables to test with.')
  return template
}

const refused = (message: string) =>
  new AppError('invalid', `The provider did not accept it: ${message}`, [
    { pointer: '/settings', code: 'provider_refused', message },
  ])
