import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Siparişten sonra teşekkür',
    first: letter('tr', {
      subject: 'İlk siparişiniz için teşekkürler',
      preheader: 'Bizi seçtiğiniz için mutluyuz.',
      title: 'Aramıza hoş geldiniz',
      text: [
        'İlk siparişinizi aldık ve hazırlamaya başladık. Teslimat, değişim ya da kullanım hakkında merak ettiğiniz her şeyi bu e-postayı yanıtlayarak sorabilirsiniz.',
      ],
      items: 6,
    }),
    again: letter('tr', {
      subject: 'Yeniden bizi seçtiğiniz için teşekkürler',
      preheader: 'Siparişinizi hazırlıyoruz.',
      title: 'Yine geldiniz, ne güzel',
      text: ['Siparişinizi aldık. Bize olan güveniniz için teşekkür ederiz.'],
      items: 6,
    }),
  },
  en: {
    name: 'Post-purchase thanks',
    first: letter('en', {
      subject: 'Thank you for your first order',
      preheader: 'We are glad you chose us.',
      title: 'Welcome aboard',
      text: [
        'We have your first order and started to prepare it. Whatever you wonder about delivery, exchanges or care, reply to this e-mail and ask.',
      ],
      items: 6,
    }),
    again: letter('en', {
      subject: 'Thank you for coming back',
      preheader: 'We are preparing your order.',
      title: 'Good to see you again',
      text: ['We have your order. Thank you for your trust in us.'],
      items: 6,
    }),
  },
}

/** A thank-you an hour after each order, in other words for the first one. */
export const POST_PURCHASE_THANKS: LibraryFlow = {
  description: {
    tr: 'Her siparişten bir saat sonra teşekkür eder; ilk siparişe başka, sonrakilere başka sözlerle.',
    en: 'Says thank you an hour after each order, in other words for the first one than for those after it.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'always' } },
      trigger: { kind: 'event', event: 'Placed Order', key: 'order_id' },
      nodes: [
        { id: 'an-hour', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
        {
          id: 'first-order',
          kind: 'condition',
          config: { if: { kind: 'event', event: 'Placed Order', count: { op: 'lte', value: 1 } } },
        },
        emailStep('thanks-first', locale, words.first, { smartSending: false }),
        emailStep('thanks-again', locale, words.again, { smartSending: false }),
      ],
      edges: [
        { from: 'trigger', to: 'an-hour' },
        { from: 'an-hour', to: 'first-order' },
        { from: 'first-order', branch: 'yes', to: 'thanks-first' },
        { from: 'first-order', branch: 'no', to: 'thanks-again' },
      ],
    }
  },
}
