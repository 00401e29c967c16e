/** Who carries the messages of each channel. */
export const PROVIDERS = ['smtp', 'twilio', 'web_push', 'whatsapp_cloud'] as const
export type Provider = (typeof PROVIDERS)[number]
