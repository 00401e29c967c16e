import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { FlowSettings } from '#flows/graph/flow.ts'
import en from '../../i18n/en.json' with { type: 'json' }
import tr from '../../i18n/tr.json' with { type: 'json' }
import { settingsSentences } from './settings-sentences.ts'

const said = (settings: object, locale: 'en' | 'tr', shop?: Parameters<typeof settingsSentences>[4]) => {
  const messages = locale === 'en' ? en : tr
  const of = (namespace: string) => createTranslator({ locale, messages, namespace: namespace as never })
  const words = { locale, t: of('conditions') as never }
  return settingsSentences(
    FlowSettings.parse(settings),
    null,
    words as never,
    of('inspector.settings') as never,
    shop,
  )
}

const OWN = {
  quietHours: { from: '20:00', to: '10:00' },
  smartSending: { email: 72, sms: 24, push: 0 },
  attribution: { clickDays: 10, openDays: 1 },
  utm: { source: 'akis', medium: '', campaign: '{{ flow.name }}' },
}

describe('settingsSentences', () => {
  it('say what a flow’s own rules do together', () => {
    expect(said(OWN, 'en')).toEqual([
      'Every matching event starts a run.',
      'It has no goal.',
      'Its marketing SMS and push messages wait from 20:00 to 10:00 of each person’s own clock.',
      'Whoever got a marketing message of the same channel lately is passed over: e-mail 72 hours, SMS 24 hours, and push never.',
      'An order counts for 10 days after a click and 1 day after an open.',
      'Its links carry utm_source=akis and utm_campaign={{ flow.name }}.',
      'Events older than 24 hours are only recorded.',
    ])
    expect(said(OWN, 'tr').slice(2, 6)).toEqual([
      'Pazarlama SMS’leri ve bildirimleri kişinin kendi saatiyle 20:00 – 10:00 arasında bekler.',
      'Yakın zamanda aynı kanaldan pazarlama mesajı alan kişi atlanır: e-posta 72 saat, SMS 24 saat ve anlık bildirim hiçbir zaman.',
      'Sipariş, tıklamadan sonra 10 gün, açmadan sonra 1 gün içinde sayılır.',
      'Bağlantıları utm_source=akis ve utm_campaign={{ flow.name }} taşır.',
    ])
  })
  it('say what holds for the whole shop where the flow has nothing of its own', () => {
    const shop = {
      quietHours: { from: '21:00', to: '09:00' },
      smartSending: { email: 16, sms: 24, push: 24, whatsapp: 24 },
      frequencyCaps: [],
    }
    expect(said({}, 'en', shop)).toContain(
      'Its marketing SMS and push messages wait from 21:00 to 09:00 of each person’s own clock, as in the whole shop.',
    )
    expect(said({ quietHours: null }, 'en', shop)).toContain('Its messages go out at night too.')
    expect(said({ attribution: { clickDays: 3, openDays: 0 } }, 'en')).toContain(
      'An order counts for 3 days after a click, and an open earns nothing.',
    )
    expect(said({ attribution: { clickDays: 0, openDays: 2 } }, 'en')).toContain(
      'An order counts for 2 days after an open, and a click earns nothing.',
    )
    expect(said({ attribution: { clickDays: 0, openDays: 0 } }, 'en')).toContain('No order counts for it.')
  })
})
