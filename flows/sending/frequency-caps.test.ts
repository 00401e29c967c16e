import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationMs } from '../schedule/duration.ts'
import { brokenCap, longestWindowMs } from './frequency-caps.ts'
import type { FrequencyCap } from './sending-settings.ts'
import type { PastSend } from './sending-subject.ts'

const HOUR = 3_600_000
const cap = (messages: number, hours: number, channel: FrequencyCap['channel'] = null): FrequencyCap => ({
  channel,
  messages,
  per: { amount: hours, unit: 'hours' },
})
const sent = (hour: number, priority = 1, channel: PastSend['channel'] = 'email'): PastSend => ({
  id: String(hour),
  at: hour * HOUR,
  channel,
  kind: 'marketing',
  priority,
})
const breaks = (caps: FrequencyCap[], past: PastSend[], hour: number, priority = 1) =>
  brokenCap(caps, { channel: 'email', priority }, past, hour * HOUR)

describe('frequency caps', () => {
  it('count what went out within their span', () => {
    expect(breaks([cap(2, 24)], [sent(20), sent(10)], 30)).toEqual({ cap: cap(2, 24), counted: 2 })
    expect(breaks([cap(2, 24)], [sent(20), sent(10)], 34)).toBeNull()
  })

  it('count one channel, or all', () => {
    expect(breaks([cap(1, 24, 'sms')], [sent(1, 1, 'sms')], 2)).toBeNull()
    expect(breaks([cap(1, 24, 'email')], [sent(1, 1, 'sms')], 2)).toBeNull()
    expect(breaks([cap(1, 24)], [sent(1, 1, 'sms')], 2)).not.toBeNull()
  })

  it('never let an unimportant message use up an important one’s place', () => {
    expect(breaks([cap(1, 24)], [sent(1, 0)], 2, 2)).toBeNull()
    expect(breaks([cap(1, 24)], [sent(1, 2)], 2, 0)).not.toBeNull()
  })

  it('leave transactional messages out of the count', () => {
    expect(breaks([cap(1, 24)], [{ ...sent(1), kind: 'transactional' }], 2)).toBeNull()
  })

  it('never let more than their number out in any span, whatever wants to go out when', () => {
    const attempt = fc.record({
      afterMs: fc.integer({ min: 0, max: 10 * HOUR }),
      priority: fc.integer({ min: 0, max: 2 }),
      channel: fc.constantFrom('email' as const, 'sms' as const),
    })
    const caps = fc.array(
      fc
        .tuple(
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 60 }),
          fc.constantFrom(null, 'email' as const, 'sms' as const),
        )
        .map(([messages, hours, channel]) => cap(messages, hours, channel)),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(caps, fc.array(attempt, { maxLength: 60 }), (rules, attempts) => {
        const out: PastSend[] = []
        let now = 0
        for (const { afterMs, priority, channel } of attempts) {
          now += afterMs
          if (brokenCap(rules, { channel, priority }, out, now) !== null) continue
          out.unshift({ id: '', at: now, channel, kind: 'marketing', priority })
        }
        for (const rule of rules) {
          for (const last of out) {
            const within = out.filter(
              ({ at, channel, priority }) =>
                at <= last.at &&
                at > last.at - durationMs(rule.per) &&
                priority === last.priority &&
                (rule.channel === null || channel === rule.channel),
            )
            expect(within.length).toBeLessThanOrEqual(rule.messages)
          }
        }
      }),
    )
  })
})

it('looks back as far as the longest rule', () => {
  const smartSending = { email: 16, sms: 24 }
  expect(longestWindowMs({ smartSending, frequencyCaps: [] })).toBe(24 * HOUR)
  expect(longestWindowMs({ smartSending, frequencyCaps: [cap(1, 168)] })).toBe(168 * HOUR)
  expect(longestWindowMs({ smartSending: { email: 0 }, frequencyCaps: [] })).toBe(0)
})
