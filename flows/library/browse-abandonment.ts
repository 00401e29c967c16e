import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Bakıp çıkanlar',
    bought: 'Sepete ekledi veya aldı',
    email: letter('tr', {
      subject: "{{ event.name | default: 'Baktığınız ürün' }} hâlâ ilginizi çekiyor mu?",
      preheader: 'Bir daha bakmak isterseniz buraya bıraktık.',
      title: 'Bir daha bakmak ister misiniz?',
      text: [
        'Bugün {{ event.name | default: "bir ürüne" }} baktınız. Beden, renk ya da teslimat hakkında sormak istediğiniz bir şey varsa bu e-postayı yanıtlamanız yeterli.',
      ],
      button: { label: 'Ürüne dön', url: '{{ event.url }}' },
    }),
  },
  en: {
    name: 'Browse abandonment',
    bought: 'Added it or bought',
    email: letter('en', {
      subject: "Still interested in {{ event.name | default: 'what you looked at' }}?",
      preheader: 'We left it here in case you want another look.',
      title: 'Would you like another look?',
      text: [
        'You looked at {{ event.name | default: "something" }} today. If you wonder about the size, the colour or the delivery, just reply to this e-mail.',
      ],
      button: { label: 'Back to the product', url: '{{ event.url }}' },
    }),
  },
}

const count = (event: string) => ({
  kind: 'event' as const,
  event,
  within: { since: 'run' as const },
  count: { op: 'gte' as const, value: 1 },
})

/** An e-mail two hours after somebody looked at a product and put nothing into the cart; at most one a week. */
export const BROWSE_ABANDONMENT: LibraryFlow = {
  description: {
    tr: 'Bir ürüne bakıp sepete eklemeden ayrılanlara iki saat sonra yazar; kişi başına haftada en çok bir kez.',
    en: 'Writes two hours after somebody looked at a product without adding it to the cart; once a week at most.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'after', every: { amount: 7, unit: 'days' } }, priority: 'low' },
      trigger: { kind: 'event', event: 'Viewed Product' },
      nodes: [
        { id: 'two-hours', kind: 'delay', config: { for: { amount: 2, unit: 'hours' } } },
        {
          id: 'went-on',
          kind: 'condition',
          config: { if: { any: [count('Added to Cart'), count('Placed Order')] } },
        },
        { id: 'bought', kind: 'exit', config: { reason: words.bought } },
        emailStep('another-look', locale, words.email),
      ],
      edges: [
        { from: 'trigger', to: 'two-hours' },
        { from: 'two-hours', to: 'went-on' },
        { from: 'went-on', branch: 'yes', to: 'bought' },
        { from: 'went-on', branch: 'no', to: 'another-look' },
      ],
    }
  },
}
