import type { Money } from '../api/flows.ts'

/** How figures are written in a language: counts, shares and money. */
export interface FigureFormats {
  count: (value: number) => string
  /** `0.125` → `12.5 %` in the language's way; null is a dash. */
  share: (value: number | null) => string
  /** All currencies, the first one first; nothing is zero in the own currency. */
  money: (amounts: readonly Money[], ownCurrency: string) => string
  /** Short, for axes: `12K`. */
  short: (value: number) => string
  /** `22 Nov` */
  day: (day: string) => string
  /** `Sunday, 22 November 2026` */
  longDay: (day: string) => string
  /** `Sun, 22 Nov 2026` */
  rowDay: (day: string) => string
  range: (range: { from: string; to: string }) => string
}

/** Formats of a language. Days are calendar days: no zone moves them. */
export function figureFormats(locale: string): FigureFormats {
  const count = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' })
  const rowDay = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const range = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return {
    count: (value) => count.format(value),
    share: (value) => (value === null ? '–' : percent.format(value)),
    money: (amounts, ownCurrency) =>
      (amounts.length > 0 ? amounts : [{ currency: ownCurrency, amount: '0' }])
        .map((sum) => moneyText(sum, locale))
        .join(' + '),
    short: (value) => short.format(value),
    day: (text) => day.format(Date.parse(text)),
    longDay: (text) => longDay.format(Date.parse(text)),
    rowDay: (text) => rowDay.format(Date.parse(text)),
    range: ({ from, to }) => plainSpaces(range.formatRange(Date.parse(from), Date.parse(to))),
  }
}

/** Server and browser disagree on thin spaces around a range's dash; the page must not change when it comes alive. */
function plainSpaces(text: string): string {
  return text.replace(/[\u2009\u202f]/g, ' ')
}

/** An amount in full, exact to the last digit the API gave. */
function moneyText({ currency, amount }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: Math.max(2, amount.split('.')[1]?.length ?? 0),
  })
  return format.format(amount as Intl.StringNumericLiteral)
}

/** The share of a whole; null where the whole is nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** How a figure changed against an earlier one: undefined while that is not known, null where it was nothing. */
export function changeOf(value: number, previous: number | undefined): number | null | undefined {
  if (previous === undefined) return undefined
  if (previous === 0) return value === 0 ? 0 : null
  return value / previous - 1
}

/** The amount in one currency, for charts and comparisons; exact sums are shown as text. */
export function amountIn(amounts: readonly Money[], currency: string): number {
  return Number(amounts.find((sum) => sum.currency === currency)?.amount ?? 0)
}
