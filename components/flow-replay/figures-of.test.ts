import { describe, expect, it } from 'vitest'
import type { ReplayResult } from '../api/replay.ts'
import { dailyMessages, figuresOf, skipsOf } from './figures-of.ts'

const channel = (sent: number, skipped: Record<string, number> = {}) => ({
  sent,
  skipped,
  postponed: 0,
  opened: 0,
  clicked: 0,
})
const result = {
  entered: 10,
  people: 8,
  converted: 2,
  goalRate: 0.2,
  refused: { reentry: 3, late: 1 },
  messages: {
    email: channel(5, { smart_sending: 2 }),
    sms: channel(1, { smart_sending: 1, no_phone: 4 }),
    push: channel(0),
    whatsapp: channel(0),
  },
  messagesPerDay: [
    { day: '2026-11-03', email: 2, sms: 1, push: 0, whatsapp: 0 },
    { day: '2026-11-01', email: 3, sms: 0, push: 0, whatsapp: 0 },
  ],
  cost: { currency: 'TRY', total: '1.5', email: null, sms: '1.5', push: null, whatsapp: null },
} as unknown as ReplayResult

describe('the figures of a replay', () => {
  it('add up over channels', () => {
    expect(figuresOf(result)).toEqual({
      entered: 10,
      people: 8,
      goal: 2,
      goalRate: 0.2,
      sent: 6,
      skipped: 7,
      refused: 4,
      cost: 1.5,
    })
    expect(skipsOf(result)).toEqual({ smart_sending: 3, no_phone: 4 })
  })

  it('have every day between the first and the last', () => {
    expect(dailyMessages(result)).toEqual([
      { day: '2026-11-01', value: 3 },
      { day: '2026-11-02', value: 0 },
      { day: '2026-11-03', value: 3 },
    ])
    expect(dailyMessages({ messagesPerDay: [] })).toEqual([])
  })
})
