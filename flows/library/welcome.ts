import { FLOW_FORMAT } from '../graph/flow.ts'
import { type EmailWords, emailStep } from './email-step.ts'
import type { LibraryFlow } from './library-flow.ts'
import type { LibraryLocale } from './library-locale.ts'

interface Words {
  name: string
  hello: EmailWords
  thanks: EmailWords
  help: EmailWords
}

const WORDS: Record<LibraryLocale, Words> = {
  tr: {
    name: 'Hoş geldiniz',
    hello: {
      subject: "{{ profile.first_name | default: 'Merhaba' }}, aramıza hoş geldiniz",
      preheader: 'Tanıştığımıza sevindik. Size yalnızca işinize yarayacak şeyleri yazacağız.',
      blocks: [
        { kind: 'heading', text: 'Hoş geldiniz', level: 1 },
        {
          kind: 'text',
          text: 'Merhaba{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\n{{ workspace.name }} olarak aramıza katıldığınız için çok mutluyuz. Yeni gelenleri, yeniden stoğa girenleri ve kaçırmak istemeyeceğiniz fırsatları ilk öğrenenlerden biri siz olacaksınız.',
        },
        {
          kind: 'text',
          text: 'Aradığınızı bulamazsanız ya da karar veremezseniz bu e-postayı yanıtlamanız yeterli; seve seve yardımcı oluruz.',
        },
      ],
    },
    thanks: {
      subject: 'İlk siparişiniz için teşekkür ederiz',
      preheader: 'Bizi seçtiğiniz için mutluyuz; yolun geri kalanında da yanınızdayız.',
      blocks: [
        { kind: 'heading', text: 'Teşekkür ederiz', level: 1 },
        {
          kind: 'text',
          text: 'Merhaba{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nİlk siparişinizde bizi seçtiğiniz için teşekkür ederiz. Siparişiniz elinize ulaştığında nasıl bulduğunuzu merak edeceğiz: iki satır yazmanız bize çok şey anlatır.',
        },
        {
          kind: 'text',
          text: 'Değişim, iade ya da başka bir konuda yardıma ihtiyacınız olursa bu e-postayı yanıtlayabilirsiniz.',
        },
      ],
    },
    help: {
      subject: 'Seçim yaparken yardımcı olalım mı?',
      preheader: 'Bir sorunuz varsa bu e-postayı yanıtlayın; size bir insan dönecek.',
      blocks: [
        { kind: 'heading', text: 'Size nasıl yardımcı olabiliriz?', level: 1 },
        {
          kind: 'text',
          text: 'Merhaba{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nBirkaç gündür aramızdasınız ama henüz size göre bir şey bulamadınız sanırız. Ne aradığınızı bize yazın; beden, ürün ya da hediye seçiminde birlikte bakalım.',
        },
        {
          kind: 'text',
          text: 'Bu e-postayı yanıtlamanız yeterli. Size otomatik bir mesaj değil, ekibimizden biri dönecek.',
        },
      ],
    },
  },
  en: {
    name: 'Welcome',
    hello: {
      subject: "{{ profile.first_name | default: 'Hello' }}, welcome aboard",
      preheader: 'Good to meet you. We will only write when it is worth your while.',
      blocks: [
        { kind: 'heading', text: 'Welcome', level: 1 },
        {
          kind: 'text',
          text: 'Hello{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nWe at {{ workspace.name }} are very glad you joined us. You will be among the first to hear about new arrivals, what is back in stock, and the offers worth knowing about.',
        },
        {
          kind: 'text',
          text: 'If you cannot find what you are looking for, or cannot decide, just reply to this e-mail. We are happy to help.',
        },
      ],
    },
    thanks: {
      subject: 'Thank you for your first order',
      preheader: 'We are glad you chose us, and we are here for whatever comes next.',
      blocks: [
        { kind: 'heading', text: 'Thank you', level: 1 },
        {
          kind: 'text',
          text: 'Hello{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nThank you for choosing us for your first order. Once it arrives, we would love to hear what you think of it: two lines tell us a lot.',
        },
        {
          kind: 'text',
          text: 'If you need help with an exchange, a return or anything else, simply reply to this e-mail.',
        },
      ],
    },
    help: {
      subject: 'Can we help you choose?',
      preheader: 'If you have a question, reply to this e-mail. A person will answer.',
      blocks: [
        { kind: 'heading', text: 'How can we help?', level: 1 },
        {
          kind: 'text',
          text: 'Hello{% if profile.first_name %} {{ profile.first_name }}{% endif %},\n\nYou have been with us for a few days, but it seems nothing was quite right yet. Tell us what you are looking for, and we will go through sizes, products or gift ideas together.',
        },
        {
          kind: 'text',
          text: 'Just reply to this e-mail. The answer comes from one of us, not from a machine.',
        },
      ],
    },
  },
}

/** A welcome at sign-up; three days later a thank-you to those who bought and an offer of help to those who did not. */
export const WELCOME: LibraryFlow = {
  description: {
    tr: 'Yeni üyeleri karşılar. Üç gün içinde alışveriş yapana teşekkür eder, yapmayana yardım önerir.',
    en: 'Greets new members. Thanks those who buy within three days, and offers help to those who do not.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'once' } },
      trigger: { kind: 'event', event: 'Signed Up' },
      nodes: [
        emailStep('welcome', locale, words.hello),
        {
          id: 'first-order',
          kind: 'wait',
          config: { for: { event: 'Placed Order' }, atMost: { amount: 3, unit: 'days' } },
        },
        emailStep('thanks', locale, words.thanks),
        emailStep('help', locale, words.help),
      ],
      edges: [
        { from: 'trigger', to: 'welcome' },
        { from: 'welcome', to: 'first-order' },
        { from: 'first-order', branch: 'happened', to: 'thanks' },
        { from: 'first-order', branch: 'timed_out', to: 'help' },
      ],
    }
  },
}
