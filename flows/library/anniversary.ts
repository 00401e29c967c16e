import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Üyelik yıl dönümü',
    firstDay: 'Daha yeni katıldı',
    email: letter('tr', {
      subject: 'Bir yıl daha birlikteyiz',
      preheader: 'Yıl dönümümüz için küçük bir teşekkür.',
      title: 'İyi ki buradasınız',
      text: [
        'Bize katıldığınız günün yıl dönümü. Bunca zamandır bizi tercih ettiğiniz için teşekkür ederiz.',
        'Neyi daha iyi yapabileceğimizi bize yazarsanız çok seviniriz: bu e-postayı yanıtlamanız yeterli.',
      ],
    }),
  },
  en: {
    name: 'Anniversary',
    firstDay: 'Joined only now',
    email: letter('en', {
      subject: 'Another year together',
      preheader: 'A small thank-you for our anniversary.',
      title: 'Glad you are here',
      text: [
        'It is the anniversary of the day you joined us. Thank you for choosing us for all this time.',
        'If you tell us what we could do better, we will be very glad: just reply to this e-mail.',
      ],
    }),
  },
}

/** A thank-you on each anniversary of the day on which the person joined; needs their property `member_since`. */
export const ANNIVERSARY: LibraryFlow = {
  description: {
    tr: 'Üyeliğin her yıl dönümünde teşekkür eder. Kişilerde “member_since” özelliği gerekir.',
    en: 'Says thank you on each anniversary of joining. Needs the person’s property “member_since”.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'always' } },
      trigger: {
        kind: 'date',
        date: 'profile.member_since',
        repeat: 'yearly',
        time: '10:00',
        zone: 'profile',
      },
      nodes: [
        {
          id: 'new-here',
          kind: 'condition',
          config: {
            if: {
              kind: 'property',
              of: 'profile',
              path: 'member_since',
              op: 'in_last',
              value: { amount: 300, unit: 'days' },
            },
          },
        },
        { id: 'first-day', kind: 'exit', config: { reason: words.firstDay } },
        emailStep('thanks', locale, words.email),
      ],
      edges: [
        { from: 'trigger', to: 'new-here' },
        { from: 'new-here', branch: 'yes', to: 'first-day' },
        { from: 'new-here', branch: 'no', to: 'thanks' },
      ],
    }
  },
}
