import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import type { Condition } from '#flows/conditions/condition.ts'
import { REFUSAL_CODES } from '#flows/graph/edit/edit-result.ts'
import { type FlowNode, NODE_CONFIGS, type NodeKind } from '#flows/graph/flow.ts'
import { PROBLEM_CODES } from '#flows/graph/problem.ts'
import en from '#i18n/en.json' with { type: 'json' }
import tr from '#i18n/tr.json' with { type: 'json' }
import { describeCondition, type Words } from '../../conditions/describe.ts'
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
    conditions: { t: translator('conditions'), locale },
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

describe('conditions as sentences', () => {
  it.each<[Condition, string, string]>([
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
