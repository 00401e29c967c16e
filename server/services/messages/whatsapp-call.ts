import { z } from 'zod'

const Status = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: z.string().optional(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z
    .array(
      z.object({
        code: z.number().optional(),
        title: z.string().optional(),
        message: z.string().optional(),
        error_data: z.object({ details: z.string().optional() }).optional(),
      }),
    )
    .optional(),
})
export type WhatsappStatus = z.infer<typeof Status>

/** What a person wrote or tapped; pictures, places and the like have none of these. */
const Message = z.object({
  from: z.string(),
  id: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z.object({ button_reply: z.object({ title: z.string() }).optional() }).optional(),
})
export type WhatsappReply = z.infer<typeof Message>

/** What a person set in WhatsApp itself about the shop's marketing messages. */
const Preference = z.object({ wa_id: z.string(), category: z.string().optional(), value: z.string() })

/** One call of WhatsApp's webhook; https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components */
export const WhatsappCall = z.object({
  entry: z
    .array(
      z.object({
        changes: z
          .array(
            z.object({
              value: z.object({
                metadata: z.object({ phone_number_id: z.string() }).optional(),
                statuses: z.array(Status).optional(),
                messages: z.array(Message).optional(),
                user_preferences: z.array(Preference).optional(),
              }),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
})
export type WhatsappCall = z.infer<typeof WhatsappCall>
