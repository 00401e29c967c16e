import { z } from 'zod'
import { Duration } from '../schedule/duration.ts'
import { TimeOfDay } from '../schedule/until.ts'

export const MESSAGE_CHANNELS = ['email', 'sms', 'push', 'whatsapp'] as const
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number]

/** One value for each channel. */
export const byChannel = <T>(make: (channel: MessageChannel) => T): Record<MessageChannel, T> =>
  Object.fromEntries(MESSAGE_CHANNELS.map((channel) => [channel, make(channel)])) as Record<MessageChannel, T>

/** The time of day, in the person's zone, in which no marketing SMS or push notification goes out; it may reach over midnight. */
export const QuietHours = z
  .object({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from its beginning' })
export type QuietHours = z.infer<typeof QuietHours>

const Hours = z.number().min(0).max(8_760)

/** Hours in which a person gets one marketing message of a channel at most; 0: no such rule. */
export const SmartSending = z.object({
  email: Hours.default(16),
  sms: Hours.default(24),
  push: Hours.default(24),
  whatsapp: Hours.default(24),
})
export type SmartSending = z.infer<typeof SmartSending>

/** At most so many marketing messages to a person in any such span; of all channels where `channel` is null. */
export const FrequencyCap = z.object({
  channel: z.enum(MESSAGE_CHANNELS).nullable().default(null),
  messages: z.number().int().min(1).max(10_000),
  per: Duration.refine(({ amount }) => amount > 0, 'must be more than 0'),
})
export type FrequencyCap = z.infer<typeof FrequencyCap>

export const FrequencyCaps = z.array(FrequencyCap).max(20)

/** What a shop decided about when it may write to people. */
export interface SendingSettings {
  /** `explicit`: only to those who said yes. */
  consentRule: 'implied' | 'explicit'
  quietHours: QuietHours | null
  smartSending: SmartSending
  frequencyCaps: FrequencyCap[]
}
