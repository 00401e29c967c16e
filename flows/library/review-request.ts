import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Yorum isteği',
    troubled: 'Destek istedi',
    email: letter('tr', {
      subject: 'Aldıklarınızdan memnun musunuz?',
      preheader: 'İki cümleniz hem bize hem sonraki müşterilere yol gösterir.',
      title: 'Nasıl buldunuz?',
      text: [
        'Siparişiniz elinize ulaşalı on gün oldu. Beğendiğiniz ya da beğenmediğiniz ne varsa duymak isteriz: bu e-postayı yanıtlayıp iki cümle yazmanız yeterli.',
      ],
      items: 3,
    }),
  },
  en: {
    name: 'Review request',
    troubled: 'Asked for help',
    email: letter('en', {
      subject: 'Are you happy with your order?',
      preheader: 'Two sentences help us, and those who choose after you.',
      title: 'How do you like it?',
      text: [
        'Your order reached you ten days ago. Whatever you like or dislike about it, we want to hear it: reply to this e-mail with a sentence or two.',
      ],
      items: 3,
    }),
  },
}

/** Asks for a review ten days after the delivery, on a weekday at ten; not those who needed help meanwhile. */
export const REVIEW_REQUEST: LibraryFlow = {
  description: {
    tr: 'Teslimattan on gün sonra, bir hafta içi günü saat 10’da yorum ister; bu arada destek isteyenlere yazmaz.',
    en: 'Asks for a review ten days after the delivery, on a weekday at ten; not of people who needed help meanwhile.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'after', every: { amount: 30, unit: 'days' } } },
      trigger: { kind: 'event', event: 'Fulfilled Order', key: 'order_id' },
      nodes: [
        {
          id: 'ten-days',
          kind: 'delay',
          config: { until: { time: '10:00', afterDays: 10, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] } },
        },
        {
          id: 'needed-help',
          kind: 'condition',
          config: {
            if: {
              kind: 'event',
              event: 'Opened Ticket',
              within: { since: 'run' },
              count: { op: 'gte', value: 1 },
            },
          },
        },
        { id: 'troubled', kind: 'exit', config: { reason: words.troubled } },
        emailStep('how-was-it', locale, words.email),
      ],
      edges: [
        { from: 'trigger', to: 'ten-days' },
        { from: 'ten-days', to: 'needed-help' },
        { from: 'needed-help', branch: 'yes', to: 'troubled' },
        { from: 'needed-help', branch: 'no', to: 'how-was-it' },
      ],
    }
  },
}
