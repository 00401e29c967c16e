import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'VIP müşteriler',
    notYet: 'Henüz beş sipariş değil',
    notice:
      '{{ profile.first_name }} {{ profile.last_name }} beşinci siparişini verdi ve VIP listesine eklendi.',
    email: letter('tr', {
      subject: "{{ profile.first_name | default: 'Merhaba' }}, artık VIP müşterimizsiniz",
      preheader: 'Beşinci siparişiniz için özel bir teşekkür.',
      title: 'Özel bir teşekkür',
      text: [
        'Beşinci siparişinizi verdiniz; bu bizim için çok değerli. Bundan sonra yeni ürünleri ve özel günleri herkesten önce siz duyacaksınız.',
        'Bir isteğiniz olduğunda bu e-postayı yanıtlamanız yeterli: sorunuz doğrudan ekibimize ulaşır.',
      ],
    }),
  },
  en: {
    name: 'VIP customers',
    notYet: 'Not five orders yet',
    notice:
      '{{ profile.first_name }} {{ profile.last_name }} placed a fifth order and is on the VIP list now.',
    email: letter('en', {
      subject: "{{ profile.first_name | default: 'Hello' }}, you are one of our VIPs now",
      preheader: 'A special thank-you for your fifth order.',
      title: 'A special thank-you',
      text: [
        'You have placed your fifth order, and that means a lot to us. From now on you will hear of new things and special days before anyone else.',
        'Whenever you need something, just reply to this e-mail: it goes straight to our team.',
      ],
    }),
  },
}

/** At the fifth order: onto the VIP list, a thank-you, and a word to the team; once for each person. */
export const VIP: LibraryFlow = {
  description: {
    tr: 'Beşinci siparişte kişiyi VIP listesine alır, teşekkür eder ve ekibe haber verir.',
    en: 'At the fifth order puts the person on the VIP list, says thank you and tells the team.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: {
        reentry: { mode: 'when_idle' },
        profileFilter: { none: [{ kind: 'list', list: 'VIP', op: 'in' }] },
      },
      trigger: { kind: 'event', event: 'Placed Order' },
      nodes: [
        {
          id: 'fifth-order',
          kind: 'condition',
          config: { if: { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 5 } } },
        },
        { id: 'not-yet', kind: 'exit', config: { reason: words.notYet } },
        emailStep('thanks', locale, words.email, { smartSending: false }),
        { id: 'tell-team', kind: 'notify', config: { to: 'team', text: words.notice } },
        { id: 'an-hour', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
        { id: 'onto-list', kind: 'list', config: { action: 'add', list: 'VIP' } },
      ],
      edges: [
        { from: 'trigger', to: 'fifth-order' },
        { from: 'fifth-order', branch: 'yes', to: 'thanks' },
        { from: 'fifth-order', branch: 'no', to: 'not-yet' },
        { from: 'thanks', to: 'tell-team' },
        { from: 'tell-team', to: 'an-hour' },
        { from: 'an-hour', to: 'onto-list' },
      ],
    }
  },
}
