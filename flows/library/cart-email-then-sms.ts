import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'
import { smsStep } from './sms-step.ts'

const WORDS = {
  tr: {
    name: 'Sepet: e-posta, açılmazsa SMS',
    email: letter('tr', {
      subject: "{{ profile.first_name | default: 'Merhaba' }}, sepetiniz duruyor",
      preheader: 'Kaldığınız yerden tek dokunuşla devam edin.',
      title: 'Sepetiniz sizi bekliyor',
      text: ['Seçtiklerinizi sakladık. Alışverişinizi dilediğiniz an tamamlayabilirsiniz.'],
      items: 6,
      button: { label: 'Sepetime dön', url: '{{ event.cart_url }}' },
      end: 'Takıldığınız bir yer varsa bu e-postayı yanıtlayın, birlikte çözelim.',
    }),
    sms: 'Sepetiniz sizi bekliyor: {{ event.cart_url }} {{ workspace.name }}',
  },
  en: {
    name: 'Cart: e-mail, then SMS if unopened',
    email: letter('en', {
      subject: "{{ profile.first_name | default: 'Hello' }}, your cart is still here",
      preheader: 'Carry on where you left off, in one tap.',
      title: 'Your cart is waiting',
      text: ['We kept what you picked. You can finish your order whenever you like.'],
      items: 6,
      button: { label: 'Back to my cart', url: '{{ event.cart_url }}' },
      end: 'If anything got in the way, reply to this e-mail and we will sort it out together.',
    }),
    sms: 'Your cart is waiting: {{ event.cart_url }} {{ workspace.name }}',
  },
}

/** One e-mail an hour after the cart, and an SMS to those who have not opened it two hours later. */
export const CART_EMAIL_THEN_SMS: LibraryFlow = {
  description: {
    tr: 'Sepetten bir saat sonra e-posta gönderir; iki saat içinde açılmazsa SMS ile hatırlatır. O sepet satın alındığı an durur.',
    en: 'Sends an e-mail an hour after the cart, and an SMS if it is not opened within two hours. Stops the moment that cart is bought.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'when_idle' }, goal: { event: 'Placed Order', sameKey: true } },
      trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
      nodes: [
        { id: 'after-1-hour', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
        emailStep('reminder', locale, words.email, { smartSending: false }),
        { id: 'after-2-hours', kind: 'delay', config: { for: { amount: 2, unit: 'hours' } } },
        {
          id: 'opened',
          kind: 'condition',
          config: {
            if: { kind: 'message', node: 'reminder', did: 'opened', count: { op: 'gte', value: 1 } },
          },
        },
        smsStep('sms', words.sms, { smartSending: false }),
      ],
      edges: [
        { from: 'trigger', to: 'after-1-hour' },
        { from: 'after-1-hour', to: 'reminder' },
        { from: 'reminder', to: 'after-2-hours' },
        { from: 'after-2-hours', to: 'opened' },
        { from: 'opened', branch: 'no', to: 'sms' },
      ],
    }
  },
}
