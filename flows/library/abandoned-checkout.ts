import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Ödemede vazgeçenler',
    soon: letter('tr', {
      subject: 'Siparişiniz bir adım uzağınızda',
      preheader: 'Ödeme yarım kaldı; bilgileriniz duruyor.',
      title: 'Bir adım kaldı',
      text: [
        'Ödeme adımına kadar geldiniz ama sipariş tamamlanmadı. Kartınızla, adresinizle ya da teslimatla ilgili bir sorun olduysa bu e-postayı yanıtlayın; hemen bakalım.',
      ],
      items: 6,
      button: { label: 'Siparişi tamamla', url: '{{ event.cart_url }}' },
    }),
    later: letter('tr', {
      subject: 'Siparişinizi tamamlamak ister misiniz?',
      preheader: 'Bu siparişle ilgili son hatırlatmamız.',
      title: 'Hâlâ bekliyoruz',
      text: [
        'Dün başladığınız sipariş olduğu gibi duruyor. Vazgeçtiyseniz sorun değil; bir daha hatırlatmayacağız.',
      ],
      items: 6,
      button: { label: 'Siparişi tamamla', url: '{{ event.cart_url }}' },
    }),
  },
  en: {
    name: 'Abandoned checkout',
    soon: letter('en', {
      subject: 'Your order is one step away',
      preheader: 'The payment was not finished. Your details are still there.',
      title: 'One step to go',
      text: [
        'You got as far as the payment, but the order was not completed. If there was a problem with your card, the address or the delivery, reply to this e-mail and we will look at it at once.',
      ],
      items: 6,
      button: { label: 'Complete the order', url: '{{ event.cart_url }}' },
    }),
    later: letter('en', {
      subject: 'Would you like to finish your order?',
      preheader: 'Our last reminder about this order.',
      title: 'It is still there',
      text: [
        'The order you began yesterday is just as you left it. If you changed your mind, that is fine: we will not remind you again.',
      ],
      items: 6,
      button: { label: 'Complete the order', url: '{{ event.cart_url }}' },
    }),
  },
}

/** Help half an hour after a checkout that was not finished, and a reminder a day later. */
export const ABANDONED_CHECKOUT: LibraryFlow = {
  description: {
    tr: 'Ödemeye başlayıp bitirmeyenlere yarım saat sonra yardım önerir, bir gün sonra son kez hatırlatır.',
    en: 'Offers help half an hour after an unfinished checkout, and reminds once more a day later.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: {
        reentry: { mode: 'when_idle' },
        goal: { event: 'Placed Order', sameKey: true },
        priority: 'high',
      },
      trigger: { kind: 'event', event: 'Started Checkout', key: 'cart_id' },
      nodes: [
        { id: 'half-an-hour', kind: 'delay', config: { for: { amount: 30, unit: 'minutes' } } },
        emailStep('help', locale, words.soon, { smartSending: false }),
        { id: 'a-day', kind: 'delay', config: { for: { amount: 1, unit: 'days' } } },
        emailStep('last', locale, words.later, { smartSending: false }),
      ],
      edges: [
        { from: 'trigger', to: 'half-an-hour' },
        { from: 'half-an-hour', to: 'help' },
        { from: 'help', to: 'a-day' },
        { from: 'a-day', to: 'last' },
      ],
    }
  },
}
