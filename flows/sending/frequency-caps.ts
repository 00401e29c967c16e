import { durationMs } from '../schedule/duration.ts'
import type { FrequencyCap } from './sending-settings.ts'
import type { MessageInHand, PastSend } from './sending-subject.ts'

/**
 * The first cap that a marketing message would break, with how many messages count against it; null where none does.
 * Only messages of its own priority and above count, so that an unimportant one never uses up an important one's place.
 */
export function brokenCap(
  caps: readonly FrequencyCap[],
  message: Pick<MessageInHand, 'channel' | 'priority'>,
  past: readonly PastSend[],
  now: number,
): { cap: FrequencyCap; counted: number } | null {
  for (const cap of caps) {
    if (cap.channel !== null && cap.channel !== message.channel) continue
    const since = now - durationMs(cap.per)
    const counted = past.filter(
      ({ at, kind, channel, priority }) =>
        at > since &&
        kind === 'marketing' &&
        priority >= message.priority &&
        (cap.channel === null || channel === cap.channel),
    ).length
    if (counted >= cap.messages) return { cap, counted }
  }
  return null
}

/** How far back the rules on how often look, in milliseconds; 0 where there are none. */
export function longestWindowMs(rules: {
  smartSending: Readonly<Record<string, number>>
  frequencyCaps: readonly FrequencyCap[]
}): number {
  const hours = Object.values(rules.smartSending).map((amount) => durationMs({ amount, unit: 'hours' }))
  return Math.max(0, ...hours, ...rules.frequencyCaps.map(({ per }) => durationMs(per)))
}
