import { FLOW_FORMAT } from '../graph/flow.ts'
import { emailStep } from './email-step.ts'
import { letter } from './letter.ts'
import type { LibraryFlow } from './library-flow.ts'

const WORDS = {
  tr: {
    name: 'Kaybetme riski',
    back: 'Yeniden alışveriş yaptı',
    list: 'Riskli müşteriler',
    notice:
      '{{ profile.first_name }} {{ profile.last_name }} 74 gündür alışveriş yapmadı; aramak iyi gelebilir.',
    email: letter('tr', {
      subject: 'Bir sorun mu var?',
      preheader: 'Sizden haber alamadık; neyi düzeltebileceğimizi bilmek isteriz.',
      title: 'Sizi merak ettik',
      text: [
        'Düzenli olarak uğrardınız, iki aydır göremedik. Bir şey yolunda gitmediyse lütfen bize yazın: bu e-postayı yanıtlamanız yeterli, ekibimizden biri size dönecek.',
      ],
    }),
  },
  en: {
    name: 'Churn risk',
    back: 'Bought again',
    list: 'At risk',
    notice: '{{ profile.first_name }} {{ profile.last_name }} has not ordered for 74 days; a call may help.',
    email: letter('en', {
      subject: 'Is something wrong?',
      preheader: 'We have not heard from you, and would like to know what we could mend.',
      title: 'We were wondering',
      text: [
        'You used to drop in regularly, and we have not seen you for two months. If something went wrong, please tell us: reply to this e-mail and one of us will answer.',
      ],
    }),
  },
}

const nextOrder = (id: string, days: number) => ({
  id,
  kind: 'wait' as const,
  config: { for: { event: 'Placed Order' }, atMost: { amount: days, unit: 'days' as const } },
})

/** For people with two orders and more: an e-mail after 60 quiet days, the list of those at risk and the team two weeks later. */
export const CHURN_RISK: LibraryFlow = {
  description: {
    tr: 'En az iki kez almış olup 60 gündür gelmeyenlere yazar; iki hafta sonra riskliler listesine alır ve ekibe haber verir.',
    en: 'Writes to people with two orders and more after 60 quiet days; two weeks later puts them on the list of those at risk and tells the team.',
  },
  graph: (locale) => {
    const words = WORDS[locale]
    return {
      format: FLOW_FORMAT,
      name: words.name,
      settings: {
        reentry: { mode: 'always' },
        profileFilter: { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 2 } },
      },
      trigger: { kind: 'event', event: 'Placed Order' },
      nodes: [
        nextOrder('sixty-days', 60),
        { id: 'back', kind: 'exit', config: { reason: words.back } },
        emailStep('wondering', locale, words.email),
        nextOrder('two-weeks', 14),
        { id: 'back-again', kind: 'exit', config: { reason: words.back } },
        { id: 'onto-list', kind: 'list', config: { action: 'add', list: words.list } },
        { id: 'tell-team', kind: 'notify', config: { to: 'team', text: words.notice } },
      ],
      edges: [
        { from: 'trigger', to: 'sixty-days' },
        { from: 'sixty-days', branch: 'happened', to: 'back' },
        { from: 'sixty-days', branch: 'timed_out', to: 'wondering' },
        { from: 'wondering', to: 'two-weeks' },
        { from: 'two-weeks', branch: 'happened', to: 'back-again' },
        { from: 'two-weeks', branch: 'timed_out', to: 'onto-list' },
        { from: 'onto-list', to: 'tell-team' },
      ],
    }
  },
}
