import { describe, expect, it } from 'vitest'
import { type FactRequest, KnownFacts, NO_FACTS } from '../conditions/facts.ts'
import { FLOW_FORMAT, Flow } from '../graph/flow.ts'
import { newRun } from '../interpreter/enter.ts'
import { judgeMessage } from './judge-message.ts'
import { SmartSending } from './sending-settings.ts'
import { type PastSend, type SendingSubject, standingOf } from './sending-subject.ts'

const NOW = Date.parse('2026-11-22T20:00:00Z')
const HOUR = 3_600_000

const flow = Flow.parse({
  format: FLOW_FORMAT,
  name: 'f',
  nodes: [{ id: 'bye', kind: 'exit', config: { reason: 'done' } }],
})
const filtered = Flow.parse({
  ...flow,
  settings: { profileFilter: { kind: 'property', of: 'profile', path: 'city', op: 'is', value: 'İzmir' } },
})
const run = newRun({
  id: 'r',
  flowId: 'f',
  profileId: 'p',
  key: null,
  trigger: null,
  holdout: false,
  now: NOW - HOUR,
})

const plain: SendingSubject = {
  message: { channel: 'email', kind: 'marketing', priority: 1, smartSending: true },
  flow,
  run,
  standing: { kind: 'active' },
  profile: { email: 'a@example.com', phone: '+905321112233', city: 'İzmir' },
  consent: null,
  suppression: null,
  browsers: 0,
  settings: {
    consentRule: 'implied',
    quietHours: null,
    smartSending: SmartSending.parse({}),
    frequencyCaps: [],
  },
  zone: 'Europe/Istanbul',
  past: [],
  facts: NO_FACTS,
  now: NOW,
}
const sms = { ...plain.message, channel: 'sms' as const }
const push = { ...sms, channel: 'push' as const }
const whatsapp = { ...sms, channel: 'whatsapp' as const }
const transactional = { ...plain.message, kind: 'transactional' as const }
const sent = (hoursAgo: number, more: Partial<PastSend> = {}): PastSend => ({
  id: `m${hoursAgo}`,
  at: NOW - hoursAgo * HOUR,
  channel: 'email',
  kind: 'marketing',
  priority: 1,
  ...more,
})
const judged = (changes: Partial<SendingSubject>) => judgeMessage({ ...plain, ...changes })
const settings = (changes: Partial<SendingSubject['settings']>) => ({ ...plain.settings, ...changes })

it('a message that nothing speaks against goes out', () => {
  expect(judged({})).toEqual({ kind: 'send' })
})

describe('each reason, with the values it saw', () => {
  const consent = { status: 'unsubscribed', source: 'link', at: NOW } as const
  const exited = (reason: string) => ({ kind: 'ended', status: 'exited', reason }) as const
  const cap = { channel: null, messages: 1, per: { amount: 1, unit: 'weeks' as const } }
  it.each<[string, Partial<SendingSubject>, object]>([
    ['run_ended', { run: null }, { status: 'missing' }],
    ['run_ended', { standing: exited('archived') }, { status: 'exited', reason: 'archived' }],
    ['run_ended', { standing: { kind: 'ended', status: 'completed', reason: 'goal' } }, { reason: 'goal' }],
    ['profile_missing', { profile: null }, {}],
    ['profile_filter', { flow: filtered, profile: { city: 'Bursa' } }, { saw: { 'profile.city': 'Bursa' } }],
    ['no_email', { profile: { phone: '+905321112233' } }, {}],
    ['no_phone', { profile: { email: 'a@example.com' }, message: sms }, {}],
    ['invalid_address', { profile: { email: 'no' } }, { address: 'no' }],
    ['invalid_address', { profile: { phone: '0532' }, message: sms }, { address: '0532' }],
    ['no_subscription', { message: push }, {}],
    ['no_phone', { profile: { email: 'a@example.com' }, message: whatsapp }, {}],
    ['invalid_address', { profile: { phone: '0532' }, message: whatsapp }, { address: '0532' }],
    ['unsubscribed', { consent }, { status: 'unsubscribed', source: 'link' }],
    ['no_consent', { settings: settings({ consentRule: 'explicit' }) }, { status: 'none' }],
    ['suppressed', { suppression: 'erased' }, { because: 'erased' }],
    ['holdout', { run: { ...run, holdout: true } }, { percent: 0 }],
    [
      'smart_sending',
      { past: [sent(2), sent(3)] },
      { at: '2026-11-22T18:00:00.000Z', message: 'm2', hours: 16 },
    ],
    [
      'frequency_cap',
      { past: [sent(20)], settings: settings({ frequencyCaps: [cap] }) },
      { channel: null, messages: 1, per: cap.per, counted: 1 },
    ],
  ])('%s', (reason, changes, detail) => {
    expect(judged(changes)).toMatchObject({ kind: 'skip', reason, detail })
  })

  it('a paused flow keeps its message for later', () => {
    expect(judged({ standing: { kind: 'frozen' } })).toEqual({
      kind: 'postpone',
      until: NOW + 60_000,
      reason: 'paused',
      detail: {},
    })
  })

  it('a notification goes to who takes them, whatever address they have', () => {
    expect(judged({ message: push, profile: {}, browsers: 1 })).toEqual({ kind: 'send' })
  })

  it('quiet hours keep notifications as they keep SMS, and let e-mail and WhatsApp go', () => {
    const quiet = settings({ quietHours: { from: '00:00', to: '23:59' } })
    const kept = { kind: 'postpone', reason: 'quiet_hours' }
    expect(judged({ message: push, browsers: 1, settings: quiet })).toMatchObject(kept)
    expect(judged({ message: sms, settings: quiet })).toMatchObject(kept)
    expect(judged({ settings: quiet })).toEqual({ kind: 'send' })
    expect(judged({ message: whatsapp, settings: quiet })).toEqual({ kind: 'send' })
    const order = { ...push, kind: 'transactional' as const }
    expect(judged({ message: order, browsers: 1, settings: quiet })).toEqual({ kind: 'send' })
  })

  it('quiet hours keep it until they are over where the person is', () => {
    const quiet = settings({ quietHours: { from: '21:00', to: '09:00' } })
    expect(judged({ message: sms, settings: quiet })).toEqual({
      kind: 'postpone',
      until: Date.parse('2026-11-23T06:00:00Z'),
      reason: 'quiet_hours',
      detail: { from: '21:00', to: '09:00', zone: 'Europe/Istanbul' },
    })
    const away = { ...plain.profile, time_zone: 'America/New_York' }
    expect(judged({ message: sms, settings: quiet, profile: away })).toEqual({ kind: 'send' })
    expect(judged({ settings: quiet })).toEqual({ kind: 'send' })
    expect(judged({ message: { ...sms, kind: 'transactional' }, settings: quiet })).toEqual({ kind: 'send' })
  })
})

it('the first that objects decides, in the order of the contract', () => {
  const reasons: string[] = []
  let subject: SendingSubject = {
    ...plain,
    message: sms,
    run: { ...run, holdout: true },
    standing: { kind: 'ended', status: 'exited', reason: 'archived' },
    flow: filtered,
    profile: { city: 'Bursa' },
    consent: { status: 'unsubscribed', source: 's', at: 0 },
    suppression: 'erased',
    settings: settings({
      quietHours: { from: '21:00', to: '09:00' },
      frequencyCaps: [{ channel: 'sms', messages: 1, per: { amount: 1, unit: 'days' } }],
    }),
    past: [sent(1, { channel: 'sms' })],
  }
  const without: Partial<SendingSubject>[] = [
    { standing: { kind: 'active' } },
    { profile: { city: 'İzmir' } },
    { profile: { city: 'İzmir', phone: '+905321112233' } },
    { consent: null },
    { suppression: null },
    { run },
    { settings: { ...subject.settings, quietHours: null } },
    { message: { ...sms, smartSending: false } },
    { past: [] },
  ]
  for (const cured of [{}, ...without]) {
    subject = { ...subject, ...cured }
    const judgement = judgeMessage(subject)
    reasons.push('reason' in judgement ? judgement.reason : judgement.kind)
  }
  expect(reasons).toEqual([
    'run_ended',
    'profile_filter',
    'no_phone',
    'unsubscribed',
    'suppressed',
    'holdout',
    'quiet_hours',
    'smart_sending',
    'frequency_cap',
    'send',
  ])
})

describe('a run that is over', () => {
  it('still says what it had to say where it came to an end of its own', () => {
    for (const [status, reason] of [
      ['completed', 'end'],
      ['exited', 'done'],
      ['exited', 'filter'],
      ['failed', 'error'],
    ] as const) {
      expect(judged({ standing: { kind: 'ended', status, reason } })).toEqual({ kind: 'send' })
    }
  })

  it('stands as its position says', () => {
    expect(standingOf(run)).toEqual({ kind: 'active' })
    const end = { status: 'completed', reason: 'goal' } as const
    expect(standingOf({ ...run, position: { kind: 'ended', end, at: NOW } })).toEqual({
      kind: 'ended',
      ...end,
    })
  })
})

describe('the profile filter', () => {
  const asking = Flow.parse({
    ...flow,
    settings: {
      profileFilter: { kind: 'event', event: 'Placed Order', count: { op: 'eq', value: 0 } },
    },
  })

  it('asks for the facts it lacks, and is judged with them', () => {
    const judgement = judged({ flow: asking })
    const [request] = (judgement as { requests: FactRequest[] }).requests
    expect(judgement).toMatchObject({
      kind: 'need',
      requests: [{ kind: 'event_count', event: 'Placed Order' }],
    })
    const facts = new KnownFacts()
    facts.learn(request!, 1)
    expect(judged({ flow: asking, facts })).toMatchObject({
      kind: 'skip',
      reason: 'profile_filter',
      detail: { saw: { 'count of Placed Order': 1 } },
    })
  })
})

describe('smart sending', () => {
  it('looks at marketing of the same channel within the shop’s hours', () => {
    expect(judged({ past: [sent(16)] })).toEqual({ kind: 'send' })
    expect(judged({ past: [sent(15.99)] })).toMatchObject({ reason: 'smart_sending' })
    expect(judged({ past: [sent(1, { channel: 'sms' })] })).toEqual({ kind: 'send' })
    expect(judged({ past: [sent(1, { kind: 'transactional' })] })).toEqual({ kind: 'send' })
    expect(judged({ message: sms, past: [sent(23, { channel: 'sms' })] })).toMatchObject({
      reason: 'smart_sending',
    })
  })

  it('is for marketing, and a step or the shop may do without', () => {
    expect(judged({ past: [sent(1)], message: transactional })).toEqual({ kind: 'send' })
    expect(judged({ past: [sent(1)], message: { ...plain.message, smartSending: false } })).toEqual({
      kind: 'send',
    })
    const off = settings({ smartSending: SmartSending.parse({ email: 0 }) })
    expect(judged({ past: [sent(1)], settings: off })).toEqual({ kind: 'send' })
  })
})
