/** Lower case without accents and without the dots that Turkish tells apart, so that "sisli" finds "Şişli". */
function plain(text: string): string {
  return text
    .toLocaleLowerCase('tr')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('ı', 'i')
}

/**
 * How well a choice fits a search, for cmdk: 0 when a word of the search is in none of its words, more when the choice begins
 * with the search. `words` are what a person sees; the choice's value is not searched.
 */
export function wordFilter(_value: string, search: string, words: string[] = []): number {
  const text = plain(words.join(' '))
  const sought = plain(search).split(/\s+/).filter(Boolean)
  if (!sought.every((word) => text.includes(word))) return 0
  if (text.startsWith(sought.join(' '))) return 1
  return sought.every((word) => text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word)))
    ? 0.7
    : 0.4
}
