/** A fraction in [0, 1) that is always the same for the same words (FNV-1a with a final mix, 32 bits). */
export function stickyFraction(...words: string[]): number {
  let hash = 0x811c9dc5
  for (const char of words.join('\u0000')) {
    hash ^= char.codePointAt(0) as number
    hash = Math.imul(hash, 0x01000193)
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  return (hash >>> 0) / 2 ** 32
}
