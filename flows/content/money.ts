/** An amount as people of this language write it: `₺499,80`. Decimal text keeps its digits; what is no number stays as it is. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(amount)) return amount
  const format = moneyFormat(currency.toUpperCase(), locale)
  return format ? format.format(amount as Intl.StringNumericLiteral) : `${amount} ${currency}`.trim()
}

const formats = new Map<string, Intl.NumberFormat | null>()

function moneyFormat(currency: string, locale: string): Intl.NumberFormat | null {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known !== undefined) return known
  if (formats.size > 500) formats.clear()
  const format = /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    : null
  formats.set(key, format)
  return format
}
