import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Bitmeden yenileyin',
    bought: 'Yeniden aldı',
    email: letter('tr', {
      subject: 'Azalmaya başladı mı?',
      preheader: 'Son aldıklarınızı tek dokunuşla yenileyin.',
      title: 'Yenileme vakti gelmiş olabilir',
      text: [
        'Bir ay önce aldıklarınız bitmek üzere olabilir. Kolayca yeniden sipariş verebilmeniz için buraya bıraktık:',
      ],
      items: 6,
    }),
  },
  en: {
    name: 'Replenishment',
    bought: 'Bought again',
    email: letter('en', {
      subject: 'Running low?',
      preheader: 'Order what you had last time again in a moment.',
      title: 'It may be time for more',
      text: [
        'What you bought a month ago may be nearly used up. Here it is, so that ordering again is easy:',
      ],
      items: 6,
    }),
  },
}

/** A reminder 30 days after an order, unless the next one came first. */
export const REPLENISHMENT: LibraryFlow = {
  description: {
    tr: 'Siparişten 30 gün sonra, bu arada yeni sipariş gelmediyse, biten ürünleri yenilemeyi hatırlatır.',
    en: 'Reminds people 30 days after an order to stock up again, unless the next order came first.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'always' }, goal: null },
      trigger: { kind: 'event', event: 'Placed Order' },
      nodes: [
        {
          id: 'next-order',
          kind: 'wait',
          config: { for: { event: 'Placed Order' }, atMost: { amount: 30, unit: 'days' } },
        },
        { id: 'bought', kind: 'exit', config: { reason: words.bought } },
        emailStep('time-for-more', locale, words.email),
      ],
      edges: [
        { from: 'trigger', to: 'next-order' },
        { from: 'next-order', branch: 'happened', to: 'bought' },
        { from: 'next-order', branch: 'timed_out', to: 'time-for-more' },
      ],
    }
  },
}
