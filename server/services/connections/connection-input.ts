import { z } from 'zod'
import { isEmailAddress } from '#flows/sending/address.ts'
import { SmtpSettings } from '../../channels/smtp.ts'
import { TwilioSettings } from '../../channels/twilio.ts'
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

/** A provider's account to connect. With `testTo` a test message has to get through first. */
export const CreateConnection = z.discriminatedUnion('provider', [
  z.object({
    channel: z.literal('email'),
    provider: z.literal('smtp'),
    settings: SmtpInput,
    testTo: z.string().max(320).optional(),
  }),
  z.object({
    channel: z.literal('sms'),
    provider: z.literal('twilio'),
    settings: TwilioInput,
    testTo: z.string().max(320).optional(),
  }),
])
export type CreateConnection = z.output<typeof CreateConnection>

/** Changes to a connection's settings; secrets that are absent stay. */
export const UpdateConnection = z.object({
  settings: z.record(z.string().max(100), z.json()).optional(),
  testTo: z.string().max(320).optional(),
})
export type UpdateConnection = z.output<typeof UpdateConnection>

const SECRETS = { smtp: ['password'], twilio: ['authToken'] } as const

/** Parts settings into what may be shown and what is sealed. */
export function splitSecrets(provider: 'smtp' | 'twilio', settings: Record<string, unknown>) {
  const names: readonly string[] = SECRETS[provider]
  const open: Record<string, unknown> = {}
  const secret: Record<string, string> = {}
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue
    if (names.includes(name)) secret[name] = String(value)
    else open[name] = value
  }
  return { open, secret }
}
