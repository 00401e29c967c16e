import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'İkinci alışveriş',
    soon: letter('tr', {
      subject: 'İlk siparişinizin yanına ne yakışır?',
      preheader: 'Birlikte bakalım: bize yazmanız yeterli.',
      title: 'Sırada ne var?',
      text: [
        'İlk siparişinizin üzerinden iki hafta geçti. Yanına yakışacak bir şey arıyorsanız bu e-postayı yanıtlayın; size göre birkaç öneri gönderelim.',
      ],
    }),
    later: letter('tr', {
      subject: 'Sizi yeniden görmek isteriz',
      preheader: 'Bu aralar neler yeni, bir göz atın.',
      title: 'Görüşmeyeli neler oldu',
      text: [
        'İlk siparişinizden bu yana raflarımız yenilendi. Vaktiniz olduğunda uğrayın; hoşunuza gidecek bir şey bulacağınızı düşünüyoruz.',
      ],
    }),
  },
  en: {
    name: 'Second purchase',
    soon: letter('en', {
      subject: 'What goes well with your first order?',
      preheader: 'Let us look together: just write to us.',
      title: 'What comes next?',
      text: [
        'Two weeks have passed since your first order. If you are looking for something to go with it, reply to this e-mail and we will send you a few ideas.',
      ],
    }),
    later: letter('en', {
      subject: 'We would love to see you again',
      preheader: 'Have a look at what is new.',
      title: 'What happened meanwhile',
      text: [
        'Our shelves have changed since your first order. Drop in when you have a moment: we think you will find something you like.',
      ],
    }),
  },
}

/** For people with one order: two e-mails, two weeks apart, until the second order comes. */
export const SECOND_PURCHASE: LibraryFlow = {
  description: {
    tr: 'İlk kez alışveriş yapanlara iki ve dört hafta sonra yazar; ikinci sipariş gelince durur.',
    en: 'Writes to first-time buyers after two and after four weeks. Stops when the second order comes.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: {
        reentry: { mode: 'once' },
        goal: { event: 'Placed Order' },
        profileFilter: { kind: 'event', event: 'Placed Order', count: { op: 'lte', value: 1 } },
      },
      trigger: { kind: 'event', event: 'Placed Order' },
      nodes: [
        { id: 'two-weeks', kind: 'delay', config: { for: { amount: 14, unit: 'days' } } },
        emailStep('what-next', locale, words.soon),
        { id: 'two-more', kind: 'delay', config: { for: { amount: 14, unit: 'days' } } },
        emailStep('see-you', locale, words.later),
      ],
      edges: [
        { from: 'trigger', to: 'two-weeks' },
        { from: 'two-weeks', to: 'what-next' },
        { from: 'what-next', to: 'two-more' },
        { from: 'two-more', to: 'see-you' },
      ],
    }
  },
}
