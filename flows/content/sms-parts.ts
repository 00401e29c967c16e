const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENSION = new Set('\f^{}\\[~]|€')
/** Longest text of one message, and of each part of several (the rest is their common header), per encoding. */
const LENGTHS = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const

/** How a text goes out: which encoding, in how many parts, and how many characters still fit in the last one. */
export interface SmsParts {
  encoding: 'gsm7' | 'ucs2'
  /** Septets in GSM-7 (`€[]{}~^|\` count double), UTF-16 units in UCS-2. */
  units: number
  parts: number
  left: number
  /** The characters that force UCS-2, each once. */
  beyondGsm7: string[]
}

/**
 * Counts an SMS by 3GPP TS 23.038. National shift tables (ğ, ş, ı, İ) are not assumed: providers send such texts as UCS-2
 * unless agreed otherwise.
 */
export function smsParts(text: string): SmsParts {
  const beyondGsm7 = [...new Set(text)].filter(
    (character) => !BASIC.has(character) && !EXTENSION.has(character),
  )
  const encoding = beyondGsm7.length === 0 ? 'gsm7' : 'ucs2'
  const widths = [...text].map((character) =>
    encoding === 'gsm7' ? (EXTENSION.has(character) ? 2 : 1) : character.length,
  )
  const units = widths.reduce((sum, width) => sum + width, 0)
  const { single, part } = LENGTHS[encoding]
  if (units <= single)
    return { encoding, units, parts: units === 0 ? 0 : 1, left: single - units, beyondGsm7 }
  const { parts, used } = fill(widths, part)
  return { encoding, units, parts, left: part - used, beyondGsm7 }
}

/** A character is never cut in two: an escape pair or a surrogate pair moves to the next part whole. */
function fill(widths: number[], size: number): { parts: number; used: number } {
  let parts = 1
  let used = 0
  for (const width of widths) {
    if (used + width > size) {
      parts += 1
      used = 0
    }
    used += width
  }
  return { parts, used }
}
