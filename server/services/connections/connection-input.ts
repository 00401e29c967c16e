import { z } from 'zod'
import { isEmailAddress } from '#flows/sending/address.ts'
import type { Provider } from '#flows/sending/providers.ts'
import { SmtpSettings } from '../../channels/smtp.ts'
import { TwilioSettings } from '../../channels/twilio.ts'
import { WebPushSettings } from '../../channels/web-push.ts'
import { WhatsappSettings } from '../../channels/whatsapp.ts'
import { parseFrom } from '../messages/senders.ts'

const Secret = z.string().min(1).max(1_000)
const absent = <T>(value: T | null | undefined | '') => (value === null || value === '' ? undefined : value)

/** SMTP settings as they come in: with the password, which never goes out again. */
export const SmtpInput = SmtpSettings.extend({
  user: z.preprocess(absent, SmtpSettings.shape.user),
  password: z.preprocess(absent, Secret.optional()),
  from: SmtpSettings.shape.from.refine((text) => isEmailAddress(parseFrom(text).address), {
    message: 'must be an e-mail address, or a name with one: Shop <hello@shop.example>',
  }),
  host: SmtpSettings.shape.host.regex(/^[A-Za-z0-9._:-]+$/, 'must be a host name or an IP address'),
})

/** Twilio settings as they come in: with the token, which never goes out again. */
export const TwilioInput = TwilioSettings.extend({
  baseUrl: z.preprocess(absent, TwilioSettings.shape.baseUrl),
  authToken: Secret,
})

/** WhatsApp settings as they come in: with the token that sends, and the secret that reports are signed with. */
export const WhatsappInput = WhatsappSettings.extend({
  version: z.preprocess(absent, WhatsappSettings.shape.version),
  baseUrl: z.preprocess(absent, WhatsappSettings.shape.baseUrl),
  accessToken: Secret,
  appSecret: Secret,
})

const withMailto = (text: unknown) =>
  typeof text === 'string' && text.includes('@') && !/^\s*mailto:/i.test(text)
    ? `mailto:${text.trim()}`
    : text

/** Web push settings as they come in: whom push services may write to. The keys are made here, and stay. */
export const WebPushInput = z.object({ subject: z.preprocess(withMailto, WebPushSettings.shape.subject) })

const testTo = z.string().max(320).optional()

/** A provider's account to connect. With `testTo` a test message has to get through first. */
export const CreateConnection = z.discriminatedUnion('provider', [
  z.object({ channel: z.literal('email'), provider: z.literal('smtp'), settings: SmtpInput, testTo }),
  z.object({ channel: z.literal('sms'), provider: z.literal('twilio'), settings: TwilioInput, testTo }),
  z.object({ channel: z.literal('push'), provider: z.literal('web_push'), settings: WebPushInput, testTo }),
  z.object({
    channel: z.literal('whatsapp'),
    provider: z.literal('whatsapp_cloud'),
    settings: WhatsappInput,
    testTo,
  }),
])
export type CreateConnection = z.output<typeof CreateConnection>

/** Changes to a connection's settings; secrets that are absent stay. */
export const UpdateConnection = z.object({
  settings: z.record(z.string().max(100), z.json()).optional(),
  testTo,
})
export type UpdateConnection = z.output<typeof UpdateConnection>

/** What a connection's settings must be once changes are in; the keys of web push can't be changed. */
export const SETTINGS_INPUT = {
  smtp: SmtpInput,
  twilio: TwilioInput,
  web_push: WebPushInput,
  whatsapp_cloud: WhatsappInput,
} as const satisfies Record<Provider, z.ZodType>

const SECRETS: Record<Provider, readonly string[]> = {
  smtp: ['password'],
  twilio: ['authToken'],
  web_push: ['privateKey'],
  whatsapp_cloud: ['accessToken', 'appSecret'],
}

/** Parts settings into what may be shown and what is sealed. */
export function splitSecrets(provider: Provider, settings: Record<string, unknown>) {
  const open: Record<string, unknown> = {}
  const secret: Record<string, string> = {}
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue
    if (SECRETS[provider].includes(name)) secret[name] = String(value)
    else open[name] = value
  }
  return { open, secret }
}
