import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Kara Cuma erken erişim',
    list: 'Erken erişim',
    open: letter('tr', {
      subject: 'Kara Cuma sizin için şimdi başlıyor',
      preheader: 'Erken erişim listesindesiniz: herkesten önce bakın.',
      title: 'Herkesten önce siz',
      text: [
        'Erken erişim listemize katıldığınız için kapılar size şimdiden açık. Beğendikleriniz tükenmeden göz atın.',
      ],
    }),
    last: letter('tr', {
      subject: 'Erken erişiminiz sürüyor',
      preheader: 'Henüz bakmadıysanız şimdi tam zamanı.',
      title: 'Hâlâ vaktiniz var',
      text: [
        'Erken erişiminiz devam ediyor. Kararsız kaldığınız bir ürün varsa bu e-postayı yanıtlayın, yardımcı olalım.',
      ],
    }),
  },
  en: {
    name: 'Black Friday early access',
    list: 'Early access',
    open: letter('en', {
      subject: 'Black Friday begins now, for you',
      preheader: 'You are on the early access list: look before anyone else.',
      title: 'Before anyone else',
      text: [
        'You joined our early access list, so the doors are open for you already. Have a look before your favourites are gone.',
      ],
    }),
    last: letter('en', {
      subject: 'Your early access is still open',
      preheader: 'If you have not looked yet, now is the time.',
      title: 'There is still time',
      text: [
        'Your early access goes on. If you cannot decide, reply to this e-mail and we will help you choose.',
      ],
    }),
  },
}

/** For whoever is put onto the early access list: the invitation at once, a reminder a day later to those who did not buy. */
export const EARLY_ACCESS: LibraryFlow = {
  description: {
    tr: 'Erken erişim listesine eklenenleri hemen çağırır, almayanlara ertesi gün hatırlatır.',
    en: 'Invites whoever is put onto the early access list at once, and reminds those who did not buy the next day.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: { reentry: { mode: 'once' }, goal: { event: 'Placed Order' }, priority: 'high' },
      trigger: { kind: 'list', list: words.list },
      nodes: [
        emailStep('invitation', locale, words.open, { smartSending: false }),
        {
          id: 'next-morning',
          kind: 'delay',
          config: { until: { time: '10:00', afterDays: 1 } },
        },
        emailStep('reminder', locale, words.last, { smartSending: false }),
      ],
      edges: [
        { from: 'trigger', to: 'invitation' },
        { from: 'invitation', to: 'next-morning' },
        { from: 'next-morning', to: 'reminder' },
      ],
    }
  },
}
