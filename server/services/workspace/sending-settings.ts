import { z } from 'zod'
import { FrequencyCaps, QuietHours, SmartSending } from '#flows/sending/sending-settings.ts'

const { email, sms, push, whatsapp } = SmartSending.shape

/** When and how often people are written to, whatever flow writes. Of smart sending every channel is named. */
export const SendingSettings = z.strictObject({
  quietHours: QuietHours.nullable(),
  smartSending: z.strictObject({
    email: email.unwrap(),
    sms: sms.unwrap(),
    push: push.unwrap(),
    whatsapp: whatsapp.unwrap(),
  }),
  frequencyCaps: FrequencyCaps,
})
export type SendingSettings = z.infer<typeof SendingSettings>
