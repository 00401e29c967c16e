import { describe, expect, it } from 'vitest'
import en from '#i18n/en.json' with { type: 'json' }
import { lengthOf, messageAt, type TraceTools, traceWords, valuesSeen } from './trace-words.ts'

const at = (path: string) =>
  path.split('.').reduce<unknown>((words, key) => (words as Record<string, unknown>)?.[key], en.flows.test)
const t = Object.assign(
  (key: string, values: Record<string, unknown> = {}) =>
    String(at(key)).replace(/\{(\w+)\}/g, (_, name) => String(values[name])),
  { has: (key: string) => typeof at(key) === 'string' },
) as unknown as TraceTools['t']
const branches = Object.assign((key: string) => key.replace('branches.', ''), { has: () => true })
const tools = {
  t,
  words: { t: branches, conditions: {}, locale: 'en', key: null, event: null },
  time: (instant: string) => instant.slice(0, 10),
  message: ({ status, reason }: { status: string; reason: string | null }) => `<${status} ${reason}>`,
} as unknown as TraceTools
const line = (kind: string, branch: string | null, detail: object, message?: object) =>
  traceWords({ kind, branch, detail } as never, { node: undefined, message: message as never }, tools)

describe('a line of a tested run', () => {
  it.each([
    ['started', null, { event: 'Added to Cart' }, 'Enters by Added to Cart'],
    ['waiting', null, { until: '2026-11-22T12:00:00Z' }, 'Waits until 2026-11-22'],
    [
      'waiting',
      null,
      { event: 'Placed Order', until: '2026-11-22T12:00:00Z' },
      'Waits for Placed Order, until 2026-11-22 at the latest',
    ],
    ['resumed', 'timed_out', {}, 'Goes on by “timed_out”'],
    ['passed', null, { date: 'missing' }, 'The date is missing: goes on at once'],
    ['passed', null, { skipped: 'draft' }, 'Would not be sent: the message is a draft'],
    ['ended', 'completed', { reason: 'end' }, 'Reaches the end'],
    ['ended', 'completed', { reason: 'goal' }, 'Reaches the goal'],
    ['ended', 'exited', { reason: 'Bought' }, 'Leaves the flow: Bought'],
    ['ended', 'failed', { reason: 'x', message: 'No such step' }, 'Fails: No such step'],
  ])('%s %s %j', (kind, branch, detail, words) => {
    expect(line(kind, branch, detail)).toBe(words)
  })

  it('says what became of its message', () => {
    const skipped = { status: 'skipped', reason: 'no_phone' }
    expect(line('passed', null, {}, skipped)).toBe('<skipped no_phone>')
    expect(line('waiting', null, { review: true })).toBe('Waits for somebody to look at the message')
    const message = { node: 'm', visit: 2 }
    expect(messageAt({ kind: 'passed', node: 'm', visit: 2 }, [message as never])).toBe(message)
    expect(messageAt({ kind: 'waiting', node: 'm', visit: 2 }, [message as never])).toBeUndefined()
  })

  it('names the values that it read', () => {
    const saw = { 'count of Placed Order': 0, 'profile.city': null, 'event.value': '499.80' }
    expect(valuesSeen({ detail: { saw } })).toEqual([
      ['count of Placed Order', '0'],
      ['profile.city', '—'],
      ['event.value', '499.80'],
    ])
    expect(valuesSeen({ detail: {} })).toEqual([])
  })

  it('says how much later it is', () => {
    expect(lengthOf(2 * 86_400_000 + 3 * 3_600_000 + 61_000, 'en')).toBe('2 days 3 hours')
    expect(lengthOf(600_000, 'tr')).toBe('10 dakika')
    expect(lengthOf(400, 'en')).toBe('')
  })
})
