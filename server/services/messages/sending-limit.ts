import type { ConnectionRow } from '#db/queries/message-facts.ts'

/** What Twilio takes a second from a sender name, or a number outside North America: https://www.twilio.com/docs/messaging */
const TWILIO_PER_SECOND = 10
/** How much of a second's messages may go at once after a pause. */
const BURST_SECONDS = 0.25

/** How many messages a connection may begin each second; null without a limit. Twilio itself has one unless another is set. */
export function sendingLimit({
  provider,
  settings,
}: Pick<ConnectionRow, 'provider' | 'settings'>): number | null {
  if (settings.messagesPerSecond !== undefined) return settings.messagesPerSecond as number | null
  return provider === 'twilio' && settings.baseUrl === undefined ? TWILIO_PER_SECOND : null
}

/** How many messages of such a limit may go at once. */
export const burstOf = (perSecond: number): number => Math.max(1, Math.ceil(perSecond * BURST_SECONDS))
