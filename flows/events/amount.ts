const DECIMAL = /^(-?)0*(\d{1,14})(?:\.(\d{1,40}))?$/
const MOST = 1e14

/**
 * An amount of money as a decimal string that fits numeric(18,4), or null when it is none. A number or a text with more
 * than four places is rounded half away from zero; the digits of other texts stay as they are ("499.80").
 */
export function amountOf(input: unknown): string | null {
  if (typeof input === 'number') {
    if (!Number.isFinite(input) || Math.abs(input) >= MOST) return null
    const text = String(input)
    return amountOf(text.includes('e') ? String(Number(input.toFixed(4))) : text)
  }
  if (typeof input !== 'string') return null
  const match = DECIMAL.exec(input.trim())
  if (match === null) return null
  const [, sign, whole, places = ''] = match
  if (places.length <= 4) return signed(sign!, places === '' ? whole! : `${whole}.${places}`)
  const scaled = BigInt(whole! + places.slice(0, 4)) + (places[4]! >= '5' ? 1n : 0n)
  const digits = scaled.toString().padStart(5, '0')
  const rounded = `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '')
  return digits.length > 18 ? null : signed(sign!, rounded)
}

function signed(sign: string, digits: string): string {
  return sign === '' || /^[0.]*$/.test(digits) ? digits : `-${digits}`
}
