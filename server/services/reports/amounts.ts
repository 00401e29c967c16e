/** A sum of money in a report. `amount` is a decimal string with the currency's usual digits, more where there are more. */
export interface Amount {
  currency: string
  amount: string
}

/** A database numeric as people write amounts of the currency: `1284.0000` TRY → `1284.00`, `0.1250` → `0.125`. */
export function amountText(numeric: string, currency: string): string {
  const [whole = '0', fraction = ''] = numeric.split('.')
  const kept = fraction.replace(/0+$/, '').padEnd(minorDigits(currency), '0')
  return kept === '' ? whole : `${whole}.${kept}`
}

/** Sums `amount` of rows by currency in exact decimal arithmetic; rows without a currency are in the workspace's own. */
export function amountsByCurrency(
  rows: readonly { currency: string | null; amount: string }[],
  ownCurrency: string,
): Amount[] {
  const sums = new Map<string, bigint>()
  for (const row of rows) {
    const currency = row.currency ?? ownCurrency
    sums.set(currency, (sums.get(currency) ?? 0n) + tenThousandths(row.amount))
  }
  return [...sums]
    .map(([currency, sum]) => ({ currency, amount: amountText(numericText(sum), currency) }))
    .sort(ownFirst(ownCurrency))
}

/** The workspace's own currency first, the others by name. */
export function ownFirst(ownCurrency: string) {
  return (a: { currency: string }, b: { currency: string }) =>
    Number(b.currency === ownCurrency) - Number(a.currency === ownCurrency) ||
    a.currency.localeCompare(b.currency)
}

/** Amounts are numeric(18,4) in the database: whole ten-thousandths are exact. */
function tenThousandths(numeric: string): bigint {
  const [whole = '0', fraction = ''] = numeric.split('.')
  return BigInt(`${whole}${fraction.padEnd(4, '0').slice(0, 4)}`)
}

function numericText(sum: bigint): string {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(5, '0')
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

function minorDigits(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().minimumFractionDigits ??
      2
    )
  } catch {
    return 2
  }
}
