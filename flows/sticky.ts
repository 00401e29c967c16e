/** A fraction in [0, 1) that is always the same for the same words (FNV-1a with a final mix, 32 bits). */
export function stickyFraction(...words: string[]): number {
  return mixed(hashed(words.join('\u0000')))
}

/** The hash so far, unsigned, for words that another one is to follow: the database goes on with it (`akis_sticky`). */
export const stickyBegun = (...words: string[]): number => hashed(`${words.join('\u0000')}\u0000`) >>> 0

function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) {
    hash ^= char.codePointAt(0) as number
    hash = Math.imul(hash, 0x01000193)
  }
  return hash
}

function mixed(hash: number): number {
  let mixing = hash ^ (hash >>> 16)
  mixing = Math.imul(mixing, 0x85ebca6b)
  mixing ^= mixing >>> 13
  return (mixing >>> 0) / 2 ** 32
}
