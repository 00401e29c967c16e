import type { Context, FilterImplOptions } from 'liquidjs'
import type { Reading } from './liquid.ts'
import { formatMoney } from './money.ts'

/** The filters of the library that stay: pure, bounded, without a clock or randomness. The rest is taken away. */
export const CONTENT_FILTERS = new Set(
  `abs append at_least at_most capitalize ceil compact concat default divided_by downcase escape escape_once
  find first floor has join json last lstrip map minus modulo newline_to_br plus prepend reject remove
  remove_first remove_last replace replace_first replace_last reverse round rstrip size slice sort sort_natural
  split strip strip_html strip_newlines sum times truncate truncatewords uniq upcase url_decode url_encode where`.split(
    /\s+/,
  ),
)

type Filters = Record<string, FilterImplOptions>
type This = { context: Context }
type Plain = (this: unknown, ...args: unknown[]) => unknown

const reading = (self: unknown): Reading =>
  ((self as This).context.globals as { akis_reading: Reading }).akis_reading

const words = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

/** Our own filters, some of them over the library's. In HTML, `escape` is what happens anyway. */
export function contentFilters(
  library: Filters,
  output: 'html' | 'text',
  escapeHtml: (value: unknown) => string,
): Filters {
  const libraryDate = library.date as Plain
  const filters: Filters = {
    money(value: unknown, currency?: unknown) {
      const { locale, currency: standing } = reading(this)
      return formatMoney(words(value), words(currency) || standing, locale)
    },
    number(value: unknown, digits?: unknown) {
      return formatNumber(words(value), digits, reading(this).locale)
    },
    date(value: unknown, format?: unknown, zone?: unknown) {
      const { now, zone: standing, locale } = reading(this)
      const instant = value === 'now' || value === 'today' ? new Date(now).toISOString() : value
      const style = STYLES[words(format || 'long')]
      const zoneName = validZone(words(zone)) ?? standing
      if (style === undefined) return libraryDate.call(this, instant, format, zoneName)
      const at = typeof instant === 'number' ? instant * 1_000 : Date.parse(words(instant))
      return Number.isNaN(at)
        ? value
        : new Intl.DateTimeFormat(locale, { ...style, timeZone: zoneName }).format(at)
    },
    upcase(value: unknown) {
      return words(value).toLocaleUpperCase(reading(this).locale)
    },
    downcase(value: unknown) {
      return words(value).toLocaleLowerCase(reading(this).locale)
    },
    capitalize(value: unknown) {
      const { locale } = reading(this)
      const [first = '', ...rest] = words(value)
      return first.toLocaleUpperCase(locale) + rest.join('').toLocaleLowerCase(locale)
    },
  }
  if (output === 'text') return filters
  return {
    ...filters,
    escape: (value: unknown) => value,
    escape_once: (value: unknown) => value,
    newline_to_br: {
      handler: (value: unknown) => escapeHtml(value).replace(/\r?\n/g, '<br />\n'),
      raw: true,
    },
  }
}

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  datetime: { dateStyle: 'long', timeStyle: 'short' },
}

function formatNumber(value: string, digits: unknown, locale: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value
  const fraction = Math.min(20, Math.max(0, Math.trunc(Number(digits)))) || 0
  const options =
    digits === undefined ? {} : { minimumFractionDigits: fraction, maximumFractionDigits: fraction }
  return new Intl.NumberFormat(locale, options).format(value as Intl.StringNumericLiteral)
}

/** The zone if the platform knows it. */
export const validZone = remembered(
  (zone) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone,
)

/** The language tag if it is well formed. */
export const validLocale = remembered((locale) => Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0])

const MOST_REMEMBERED = 1_000

/** Asks the platform once for each name; a name that it refuses is undefined. */
function remembered(ask: (name: string) => string | undefined) {
  const known = new Map<string, string | undefined>()
  return (name: string | null | undefined): string | undefined => {
    if (!name) return undefined
    if (known.has(name)) return known.get(name)
    if (known.size >= MOST_REMEMBERED) known.clear()
    let answer: string | undefined
    try {
      answer = ask(name)
    } catch {
      answer = undefined
    }
    known.set(name, answer)
    return answer
  }
}
