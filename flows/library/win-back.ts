import { FLOW_FORMAT } from '../graph/flow.ts'
import { type EmailWords, emailStep } from './email-step.ts'
import type { LibraryFlow } from './library-flow.ts'
import type { LibraryLocale } from './library-locale.ts'

interface Words {
  name: string
  returned: string
  missed: EmailWords
}

const WORDS: Record<LibraryLocale, Words> = {
  tr: {
    name: 'Geri kazanma',
    returned: 'Yeniden alışveriş yaptı',
    missed: {
      subject: "{{ profile.first_name | default: 'Merhaba' }}, sizi özledik",
      preheader: 'Son alışverişinizin üzerinden üç ay geçti; bu arada neler değişti, anlatalım.',
      blocks: [
        { kind: 'heading', text: 'Görüşmeyeli epey oldu', level: 1 },
        {
          kind: 'text',
          text: 'Merhaba{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nSon alışverişinizin üzerinden üç ay geçti ve sizi özledik. Bu arada raflarımıza pek çok yeni ürün geldi; aralarında seveceğiniz bir şeyler olduğunu düşünüyoruz.',
        },
        { kind: 'heading', text: 'Son seferinde seçtikleriniz', level: 3 },
        { kind: 'items', from: 'event.items', limit: 3 },
        {
          kind: 'text',
          text: 'Son siparişinizde hoşunuza gitmeyen bir şey olduysa bunu da duymak isteriz: bu e-postayı yanıtlamanız yeterli.',
        },
      ],
    },
  },
  en: {
    name: 'Win-back',
    returned: 'Bought again',
    missed: {
      subject: "{{ profile.first_name | default: 'Hello' }}, we miss you",
      preheader: 'It has been three months since your last order. Here is what is new.',
      blocks: [
        { kind: 'heading', text: 'It has been a while', level: 1 },
        {
          kind: 'text',
          text: 'Hello{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nThree months have passed since your last order, and we have missed you. Plenty of new things have arrived since then, and we think some of them are just right for you.',
        },
        { kind: 'heading', text: 'What you chose last time', level: 3 },
        { kind: 'items', from: 'event.items', limit: 3 },
        {
          kind: 'text',
          text: 'If something about your last order was not as it should be, we want to hear that too: just reply to this e-mail.',
        },
      ],
    },
  },
}

/** After each order, waits 90 days for the next one; whoever has not come back by then gets an e-mail. */
export const WIN_BACK: LibraryFlow = {
  description: {
    tr: 'Son siparişinden sonra 90 gün boyunca yeniden alışveriş yapmayan müşterilere yazar.',
    en: 'Writes to customers who have not ordered again within 90 days of their last order.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'always' } },
      trigger: { kind: 'event', event: 'Placed Order' },
      nodes: [
        {
          id: 'next-order',
          kind: 'wait',
          config: { for: { event: 'Placed Order' }, atMost: { amount: 90, unit: 'days' } },
        },
        { id: 'returned', kind: 'exit', config: { reason: words.returned } },
        emailStep('we-miss-you', locale, words.missed),
      ],
      edges: [
        { from: 'trigger', to: 'next-order' },
        { from: 'next-order', branch: 'happened', to: 'returned' },
        { from: 'next-order', branch: 'timed_out', to: 'we-miss-you' },
      ],
    }
  },
}
