import { FLOW_FORMAT } from '../graph/flow.ts'
import { type EmailWords, emailStep } from './email-step.ts'
import type { LibraryFlow } from './library-flow.ts'
import type { LibraryLocale } from './library-locale.ts'

interface Words {
  name: string
  soon: EmailWords
  later: EmailWords
  last: EmailWords
}

const WORDS: Record<LibraryLocale, Words> = {
  tr: {
    name: 'Sepetini unutanlar',
    soon: {
      subject: "{{ profile.first_name | default: 'Merhaba' }}, sepetinizi sakladık",
      preheader: 'Seçtikleriniz yerinde duruyor; kaldığınız yerden devam edebilirsiniz.',
      blocks: [
        { kind: 'heading', text: 'Sepetiniz sizi bekliyor', level: 1 },
        {
          kind: 'text',
          text: 'Alışverişinizi tamamlamadan ayrıldınız. Seçtiklerinizi sizin için sakladık; dilediğiniz an kaldığınız yerden devam edebilirsiniz.',
        },
        { kind: 'items', from: 'event.items', limit: 6 },
        { kind: 'button', label: 'Sepetime dön', url: '{{ event.cart_url }}' },
        {
          kind: 'text',
          text: 'Ödeme sırasında bir sorun mu yaşadınız? Bu e-postayı yanıtlamanız yeterli, birlikte çözelim.',
        },
      ],
    },
    later: {
      subject: 'Aklınız sepetinizde mi kaldı?',
      preheader: 'Kararsız kaldığınız bir nokta varsa yardımcı olmak isteriz.',
      blocks: [
        { kind: 'heading', text: 'Karar vermek için acele etmeyin', level: 1 },
        {
          kind: 'text',
          text: 'Merhaba{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nBeden, renk, teslimat ya da iade… Aklınıza takılan ne varsa bu e-postayı yanıtlayarak bize sorabilirsiniz. Sepetiniz de bıraktığınız gibi duruyor:',
        },
        { kind: 'items', from: 'event.items', limit: 6 },
        { kind: 'button', label: 'Sepetimi gör', url: '{{ event.cart_url }}' },
      ],
    },
    last: {
      subject: 'Sepetiniz için son hatırlatma',
      preheader: 'Bu sepet hakkında size bir daha yazmayacağız.',
      blocks: [
        { kind: 'heading', text: 'Hâlâ ilginizi çekiyor mu?', level: 1 },
        {
          kind: 'text',
          text: 'Dün sepetinize eklediğiniz ürünleri hatırlatmak istedik. Bu, bu sepetle ilgili son e-postamız; ürünler satışta oldukça sepetinizi buradan tamamlayabilirsiniz.',
        },
        { kind: 'items', from: 'event.items', limit: 6 },
        { kind: 'button', label: 'Alışverişi tamamla', url: '{{ event.cart_url }}' },
      ],
    },
  },
  en: {
    name: 'Abandoned cart',
    soon: {
      subject: "{{ profile.first_name | default: 'Hello' }}, we kept your cart",
      preheader: 'Everything you picked is still there. Carry on whenever you like.',
      blocks: [
        { kind: 'heading', text: 'Your cart is waiting', level: 1 },
        {
          kind: 'text',
          text: 'You left before checking out, so we kept what you picked. You can carry on right where you stopped.',
        },
        { kind: 'items', from: 'event.items', limit: 6 },
        { kind: 'button', label: 'Back to my cart', url: '{{ event.cart_url }}' },
        {
          kind: 'text',
          text: 'Did something go wrong at checkout? Just reply to this e-mail and we will sort it out together.',
        },
      ],
    },
    later: {
      subject: 'Still thinking it over?',
      preheader: 'If anything is holding you back, we are glad to help.',
      blocks: [
        { kind: 'heading', text: 'Take your time', level: 1 },
        {
          kind: 'text',
          text: 'Hello{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nSize, colour, delivery or returns: whatever you are wondering about, reply to this e-mail and ask us. Your cart is just as you left it:',
        },
        { kind: 'items', from: 'event.items', limit: 6 },
        { kind: 'button', label: 'See my cart', url: '{{ event.cart_url }}' },
      ],
    },
    last: {
      subject: 'A last reminder about your cart',
      preheader: 'We will not write to you about this cart again.',
      blocks: [
        { kind: 'heading', text: 'Still interested?', level: 1 },
        {
          kind: 'text',
          text: 'These are the things you put in your cart yesterday. This is our last e-mail about them; as long as they are on sale, you can finish your order here.',
        },
        { kind: 'items', from: 'event.items', limit: 6 },
        { kind: 'button', label: 'Finish my order', url: '{{ event.cart_url }}' },
      ],
    },
  },
}

/**
 * Reminders 10 minutes, 1 hour and 24 hours after the cart; the purchase of that very cart ends it. They follow each other
 * closely by design, so smart sending leaves them alone.
 */
export const ABANDONED_CART: LibraryFlow = {
  description: {
    tr: 'Sepete eklenip alınmayan ürünleri 10 dakika, 1 saat ve 24 saat sonra hatırlatır. O sepet satın alındığı an durur.',
    en: 'Reminds people of what they left in the cart after 10 minutes, 1 hour and 24 hours. Stops the moment that cart is bought.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: {
        reentry: { mode: 'when_idle' },
        goal: { event: 'Placed Order', sameKey: true },
      },
      trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
      nodes: [
        { id: 'after-10-minutes', kind: 'delay', config: { for: { amount: 10, unit: 'minutes' } } },
        emailStep('reminder-1', locale, words.soon, { smartSending: false }),
        { id: 'after-1-hour', kind: 'delay', config: { for: { amount: 50, unit: 'minutes' } } },
        emailStep('reminder-2', locale, words.later, { smartSending: false }),
        { id: 'after-24-hours', kind: 'delay', config: { for: { amount: 23, unit: 'hours' } } },
        emailStep('reminder-3', locale, words.last, { smartSending: false }),
      ],
      edges: [
        { from: 'trigger', to: 'after-10-minutes' },
        { from: 'after-10-minutes', to: 'reminder-1' },
        { from: 'reminder-1', to: 'after-1-hour' },
        { from: 'after-1-hour', to: 'reminder-2' },
        { from: 'reminder-2', to: 'after-24-hours' },
        { from: 'after-24-hours', to: 'reminder-3' },
      ],
    }
  },
}
