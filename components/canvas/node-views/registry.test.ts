import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import type { Condition } from '#flows/conditions/condition.ts'
import { REFUSAL_CODES } from '#flows/graph/edit/edit-result.ts'
import { type FlowNode, NODE_CONFIGS, type NodeKind, type Trigger } from '#flows/graph/flow.ts'
import { PROBLEM_CODES } from '#flows/graph/problem.ts'
import en from '#i18n/en.json' with { type: 'json' }
import tr from '#i18n/tr.json' with { type: 'json' }
import { describeCondition, type Words } from '../../conditions/describe.ts'
import { triggerWords } from '../trigger-words.ts'
import { branchName } from './branch-name.ts'
import type { NodeWords } from './node-view.ts'
import { STEP_GROUPS, wordsOf } from './registry.ts'

const MESSAGES = { en, tr }
type Locale = keyof typeof MESSAGES

function wordsIn(locale: Locale, key: string | null = 'cart_id'): NodeWords {
  const translator = (namespace: string) =>
    createTranslator({
      locale,
      messages: MESSAGES[locale],
      namespace: namespace as never,
    }) as unknown as Words['t']
  return {
    t: translator('nodes'),
    conditions: {
      t: translator('conditions'),
      locale,
      names: { list: new Map([['l1', 'VIP']]), message: new Map([['m1', 'Your cart']]) },
    },
    locale,
    key,
    event: 'Added to Cart',
  }
}

const over1000: Condition = { kind: 'property', of: 'event', path: 'value', op: 'gt', value: 1000 }
const bought: Condition = {
  kind: 'event',
  event: 'Placed Order',
  sameKey: true,
  within: { since: 'run' },
  count: { op: 'eq', value: 0 },
}

const CARDS: [FlowNode, string, string][] = [
  [{ id: 'n', kind: 'delay', config: { for: { amount: 2, unit: 'hours' } } }, 'Wait 2 hours', '2 saat bekle'],
  [
    {
      id: 'n',
      kind: 'wait',
      config: { for: { event: 'Placed Order', sameKey: true }, atMost: { amount: 2, unit: 'seconds' } },
    },
    'Wait for Placed Order of this cart, at most 2 seconds',
    'Bu sepetle Placed Order olmasını en çok 2 saniye bekle',
  ],
  [{ id: 'n', kind: 'condition', config: { if: over1000 } }, 'If value > 1,000', 'Tutar > 1.000 ise'],
  [{ id: 'n', kind: 'condition', config: { if: { all: [] } } }, 'If …', 'Koşul …'],
  [
    {
      id: 'n',
      kind: 'email',
      config: {
        status: 'live',
        messageKind: 'marketing',
        subject: "{{ profile.first_name | default: 'Merhaba' }}, sepetiniz bekliyor",
        blocks: [],
      },
    },
    'E-mail · [first name], sepetiniz bekliyor',
    'E-posta · [ad], sepetiniz bekliyor',
  ],
  [
    {
      id: 'n',
      kind: 'delay',
      config: { until: { time: '09:00', afterDays: 2, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] } },
    },
    'Wait 2 days, then until 09:00 on weekdays',
    '2 gün bekle, sonra hafta içi, saat 09:00 olunca devam et',
  ],
  [
    {
      id: 'n',
      kind: 'delay',
      config: { until: { date: 'profile.birthday', offset: { amount: -3, unit: 'days' }, time: '10:00' } },
    },
    'Wait until 3 days before birthday, 10:00',
    'Şu tarihe kadar bekle: doğum günü tarihinden 3 gün önce, 10:00',
  ],
  [
    {
      id: 'n',
      kind: 'wait',
      config: { for: { condition: over1000 }, atMost: { amount: 3, unit: 'days' } },
    },
    'Wait until value > 1,000, at most 3 days',
    'En çok 3 gün bekle; koşul: tutar > 1.000',
  ],
  [
    { id: 'n', kind: 'split', config: { branches: [{ id: 'a', if: over1000 }] } },
    'Split into 2 ways',
    '2 yola ayır',
  ],
  [
    {
      id: 'n',
      kind: 'experiment',
      config: {
        paths: [
          { id: 'a', weight: 50, name: 'Short' },
          { id: 'b', weight: 50 },
        ],
      },
    },
    'Experiment: Short / B',
    'Deney: Short / B',
  ],
  [
    { id: 'n', kind: 'list', config: { action: 'remove', list: 'l1' } },
    'Take off VIP',
    'Listeden çıkar: VIP',
  ],
  [{ id: 'n', kind: 'enter_flow', config: { flow: 'gone' } }, 'Start gone', 'Akışı başlat: gone'],
  [
    { id: 'n', kind: 'webhook', config: { url: 'https://erp.example.com/hook?x=1' } },
    'Call erp.example.com',
    'Erp.example.com adresini çağır',
  ],
  [
    { id: 'n', kind: 'update_profile', config: { set: { city: 'İzmir' } } },
    'Set city to İzmir',
    'Şehir değerini İzmir yap',
  ],
]

describe('the words on cards', () => {
  it.each(CARDS)('%j', (node, english, turkish) => {
    expect(wordsOf(node, wordsIn('en')).title).toBe(english)
    expect(wordsOf(node, wordsIn('tr')).title).toBe(turkish)
  })
})

describe('the names of branches', () => {
  const split = {
    kind: 'split',
    config: {
      branches: [
        { id: 'a', name: 'Big spenders', if: over1000 },
        { id: 'b', if: over1000 },
        { id: 'c', if: { all: [] } },
      ],
    },
  } as const
  const experiment = { kind: 'experiment', config: { paths: [{ id: 'x', weight: 33.3 }] } } as const
  it.each([
    [split, 'a', 'Big spenders', 'Big spenders'],
    [split, 'b', 'value > 1,000', 'tutar > 1.000'],
    [split, 'c', 'Branch 3', '3. dal'],
    [split, 'otherwise', 'Otherwise', 'Diğerleri'],
    [experiment, 'x', 'A · 33.3%', 'A · %33,3'],
    [{ kind: 'wait', config: {} }, 'timed_out', 'Time is up', 'Süre doldu'],
    [undefined, 'b7', 'b7', 'b7'],
  ])('%j %s', (node, branch, english, turkish) => {
    expect(branchName(node as FlowNode | undefined, branch, wordsIn('en'))).toBe(english)
    expect(branchName(node as FlowNode | undefined, branch, wordsIn('tr'))).toBe(turkish)
  })
})

describe('the words on the trigger', () => {
  it.each<[Trigger, string, string]>([
    [{ kind: 'list', list: 'l1' }, 'When someone joins VIP', 'Listeye katılınca: VIP'],
    [
      { kind: 'segment', segment: 'Loyal', on: 'leaves' },
      'When someone leaves Loyal',
      'Segmentten çıkınca: Loyal',
    ],
    [
      { kind: 'date', date: 'profile.birthday', repeat: 'yearly', time: '09:00' },
      'On the birthday',
      'Doğum günü geldiğinde',
    ],
    [
      {
        kind: 'date',
        date: 'profile.birthday',
        offset: { amount: -1, unit: 'weeks' },
        repeat: 'yearly',
        time: '09:00',
      },
      '1 week before birthday',
      'Doğum günü tarihinden 1 hafta önce',
    ],
  ])('%j', (trigger, english, turkish) => {
    expect(triggerWords(trigger, wordsIn('en')).title).toBe(english)
    expect(triggerWords(trigger, wordsIn('tr')).title).toBe(turkish)
  })
})

describe('conditions as sentences', () => {
  it.each<[Condition, string, string]>([
    [
      {
        all: [
          { kind: 'list', list: 'l1', op: 'not_in' },
          { kind: 'consent', channel: 'sms', messageKind: 'marketing', status: 'subscribed' },
        ],
      },
      'not on the list VIP and said yes to marketing by SMS',
      'VIP listesinde değil ve SMS ile pazarlama mesajlarına izin vermiş',
    ],
    [
      {
        any: [
          { kind: 'message', node: 'm1', did: 'clicked', count: { op: 'eq', value: 0 } },
          { kind: 'message', did: 'opened', count: { op: 'gte', value: 2 } },
        ],
      },
      '“Your cart” was not clicked or any message of this flow was opened at least 2 times',
      '“Your cart” tıklanmamış veya bu akışın herhangi bir mesajı en az 2 kez açılmış',
    ],
    [
      {
        none: [
          { kind: 'segment', segment: 'Loyal', op: 'in' },
          { kind: 'random', percent: 12.5 },
        ],
      },
      'none of: in the segment Loyal or a random 12.5% of people',
      'hiçbiri değil: Loyal segmentinde veya kişilerin rastgele %12,5 kadarı',
    ],
    [
      { all: [over1000, bought] },
      'value > 1,000 and Placed Order of this cart never happened since the flow began',
      'tutar > 1.000 ve akış başladığından beri bu sepetle Placed Order hiç olmamış',
    ],
    [
      {
        any: [
          over1000,
          { none: [{ kind: 'property', of: 'profile', path: 'loyalty_tier', op: 'in', value: ['a', 'b'] }] },
        ],
      },
      'value > 1,000 or none of: loyalty tier is one of a, b',
      'tutar > 1.000 veya hiçbiri değil: loyalty tier şunlardan biri: a, b',
    ],
  ])('%j', (condition, english, turkish) => {
    expect(describeCondition(condition, wordsIn('en').conditions, 'cart_id')).toBe(english)
    expect(describeCondition(condition, wordsIn('tr').conditions, 'cart_id')).toBe(turkish)
  })
})

describe.each(['en', 'tr'] as const)('words in %s', (locale) => {
  it('there are for every problem and every refusal', () => {
    const { problems, canvas } = MESSAGES[locale]
    for (const code of PROBLEM_CODES) expect(problems[code], code).toBeTruthy()
    for (const code of REFUSAL_CODES) expect(canvas.refusals[code], code).toBeTruthy()
  })
  it('the step menu offers every kind once', () => {
    const kinds = STEP_GROUPS.flatMap((group) => group.kinds)
    expect([...kinds].sort()).toEqual((Object.keys(NODE_CONFIGS) as NodeKind[]).sort())
    for (const kind of kinds) expect(MESSAGES[locale].canvas.menu.words[kind], kind).toBeTruthy()
  })
})
