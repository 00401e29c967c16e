'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { useSession } from './session.tsx'

export interface Format {
  /** An amount in its currency; the workspace's without one. */
  money: (amount: string | number, currency?: string | null) => string
  number: (value: number) => string
  /** A share between 0 and 1. */
  percent: (share: number) => string
  /** A calendar day in the workspace's time zone. */
  date: (instant: string | number | Date) => string
  dateTime: (instant: string | number | Date) => string
  /** "2 minutes ago", "in 3 days". */
  relative: (instant: string | number | Date, now?: number) => string
  /** Today in the workspace's time zone, `YYYY-MM-DD`. */
  today: () => string
}

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** Figures and instants in the person's language and the workspace's currency and time zone. */
export function useFormat(): Format {
  const locale = useLocale()
  const { currency, timeZone } = useSession().workspace
  return useMemo(() => makeFormat(locale, currency, timeZone), [locale, currency, timeZone])
}

export function makeFormat(locale: string, workspaceCurrency: string, timeZone: string): Format {
  const whole = new Intl.NumberFormat(locale)
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const minute = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const distance = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const moneyFormats = new Map<string, Intl.NumberFormat>()

  function moneyFormat(code: string): Intl.NumberFormat {
    let format = moneyFormats.get(code)
    if (!format) {
      format = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: code,
        currencyDisplay: 'narrowSymbol',
      })
      moneyFormats.set(code, format)
    }
    return format
  }

  return {
    money: (amount, code) => {
      // a decimal string keeps all its digits; Intl takes it as it is
      const exact = typeof amount === 'string' ? (amount as Intl.StringNumericLiteral) : amount
      return moneyFormat(code ?? workspaceCurrency).format(exact)
    },
    number: (value) => whole.format(value),
    percent: (value) => share.format(value),
    date: (instant) => day.format(new Date(instant)),
    dateTime: (instant) => minute.format(new Date(instant)),
    relative: (instant, now = Date.now()) => {
      const seconds = Math.round((new Date(instant).getTime() - now) / 1000)
      for (const [unit, size] of STEPS)
        if (Math.abs(seconds) >= size) return distance.format(Math.trunc(seconds / size), unit)
      return distance.format(0, 'second')
    },
    today: () => new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.now()),
  }
}
