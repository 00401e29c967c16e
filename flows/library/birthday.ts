import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Doğum günü',
    email: letter('tr', {
      subject: "{{ profile.first_name | default: 'Merhaba' }}, doğum gününüz kutlu olsun",
      preheader: 'Bugün sizin gününüz.',
      title: 'İyi ki doğdunuz',
      text: [
        'Bugün sizin gününüz: sağlık, neşe ve güzel sürprizlerle dolu bir yıl dileriz.',
        '{{ workspace.name }} olarak iyi ki varsınız diyoruz.',
      ],
    }),
  },
  en: {
    name: 'Birthday',
    email: letter('en', {
      subject: 'Happy birthday{% if profile.first_name %}, {{ profile.first_name }}{% endif %}',
      preheader: 'Today is your day.',
      title: 'Happy birthday',
      text: [
        'Today is your day. We wish you a year of health, joy and good surprises.',
        'All of us at {{ workspace.name }} are glad to know you.',
      ],
    }),
  },
}

/** Good wishes on the person's birthday, at nine where they are; needs their property `birthday`. */
export const BIRTHDAY: LibraryFlow = {
  description: {
    tr: 'Doğum gününde, kişinin bulunduğu yerde sabah dokuzda kutlar. Kişilerde “birthday” özelliği gerekir.',
    en: 'Sends good wishes at nine in the morning, where the person is, on their birthday. Needs their property “birthday”.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'always' } },
      trigger: { kind: 'date', date: 'profile.birthday', repeat: 'yearly', time: '09:00', zone: 'profile' },
      nodes: [emailStep('good-wishes', locale, words.email, { smartSending: false })],
      edges: [{ from: 'trigger', to: 'good-wishes' }],
    }
  },
}
