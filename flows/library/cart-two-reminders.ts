import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Sepet: iki nazik hatırlatma',
    first: letter('tr', {
      subject: 'Sepetinizde bir şey kaldı',
      preheader: 'Sizin için ayırdık; acele etmenize gerek yok.',
      title: 'Sizin için ayırdık',
      text: ['Alışverişinizi yarım bıraktınız. Seçtikleriniz sepetinizde duruyor.'],
      items: 6,
      button: { label: 'Sepetime dön', url: '{{ event.cart_url }}' },
    }),
    second: letter('tr', {
      subject: 'Sepetiniz hâlâ yerinde',
      preheader: 'Bu sepet için son hatırlatmamız.',
      title: 'Hâlâ düşünüyor musunuz?',
      text: ['Sorunuz varsa bu e-postayı yanıtlamanız yeterli. Bu sepet hakkında bir daha yazmayacağız.'],
      items: 6,
      button: { label: 'Alışverişi tamamla', url: '{{ event.cart_url }}' },
    }),
  },
  en: {
    name: 'Cart: two gentle reminders',
    first: letter('en', {
      subject: 'You left something in your cart',
      preheader: 'We put it aside for you. No need to hurry.',
      title: 'We put it aside for you',
      text: ['You stopped before checking out. What you picked is still in your cart.'],
      items: 6,
      button: { label: 'Back to my cart', url: '{{ event.cart_url }}' },
    }),
    second: letter('en', {
      subject: 'Your cart is still there',
      preheader: 'Our last reminder about this cart.',
      title: 'Still thinking it over?',
      text: ['If you have a question, just reply to this e-mail. We will not write about this cart again.'],
      items: 6,
      button: { label: 'Finish my order', url: '{{ event.cart_url }}' },
    }),
  },
}

/** Reminders 4 hours and a day after the cart last changed: every product that is added begins the wait anew. */
export const CART_TWO_REMINDERS: LibraryFlow = {
  description: {
    tr: 'Sepet son değiştikten 4 saat ve bir gün sonra hatırlatır; sepete yeni bir ürün eklenince süre baştan başlar.',
    en: 'Reminds 4 hours and a day after the cart last changed; adding another product starts the time anew.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    const ordered = { event: 'Placed Order', sameKey: true }
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'when_idle' }, goal: ordered },
      trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
      nodes: [
        {
          id: 'quiet',
          kind: 'wait',
          config: {
            for: ordered,
            atMost: { amount: 4, unit: 'hours' },
            restartOn: { event: 'Added to Cart', sameKey: true },
          },
        },
        emailStep('reminder-1', locale, words.first, { smartSending: false }),
        { id: 'next-day', kind: 'delay', config: { for: { amount: 20, unit: 'hours' } } },
        emailStep('reminder-2', locale, words.second, { smartSending: false }),
      ],
      edges: [
        { from: 'trigger', to: 'quiet' },
        { from: 'quiet', branch: 'timed_out', to: 'reminder-1' },
        { from: 'reminder-1', to: 'next-day' },
        { from: 'next-day', to: 'reminder-2' },
      ],
    }
  },
}
