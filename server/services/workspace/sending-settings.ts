import { z } from 'zod'
import { Duration, durationMs } from '#flows/schedule/duration.ts'
import { TimeOfDay } from '#flows/schedule/until.ts'

const MOST_HOURS = 24 * 90
const MOST_DAYS = 366

/** In each person's own time zone: when no marketing SMS and push goes out. Over midnight where `from` is later. */
const QuietHours = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from the beginning' })

const Hours = z.int('must be whole hours').min(0).max(MOST_HOURS)

/** Hours in which a person gets at most one marketing message of a channel; 0 for no such rule. */
const SmartSending = z.strictObject({ email: Hours, sms: Hours, push: Hours, whatsapp: Hours })

/** So many marketing messages in so long, over all flows and campaigns; `channel` null counts every channel together. */
const FrequencyCap = z.strictObject({
  channel: z.enum(['email', 'sms']).nullable(),
  messages: z.int().min(1).max(1_000),
  per: Duration.refine((per) => durationMs(per) >= 3_600_000, 'must be an hour or longer').refine(
    (per) => durationMs(per) <= MOST_DAYS * 86_400_000,
    `must be ${MOST_DAYS} days or shorter`,
  ),
})

/** When and how often people are written to, whatever flow writes. */
export const SendingSettings = z.strictObject({
  quietHours: QuietHours.nullable(),
  smartSending: SmartSending,
  frequencyCaps: z.array(FrequencyCap).max(20),
})
export type SendingSettings = z.infer<typeof SendingSettings>
