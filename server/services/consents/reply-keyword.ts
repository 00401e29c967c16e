const STOP = new Set(
  'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT DUR DURDUR IPTAL RET RED CIK CIKIS ABONELIKTENCIK'.split(
    ' ',
  ),
)
const START = new Set('START UNSTOP YES BASLA EVET ONAY'.split(' '))
const LETTERS: Record<string, string> = { İ: 'I', I: 'I', Ş: 'S', Ç: 'C', Ö: 'O', Ü: 'U', Ğ: 'G' }
const MOST_WORDS = 4

/** What a person asks for by a reply of a word or two, in English or Turkish with or without its letters; null for anything else. */
export function replyKeyword(text: string): 'stop' | 'start' | null {
  const words = text
    .toLocaleUpperCase('tr')
    .replace(/[İIŞÇÖÜĞ]/g, (letter) => LETTERS[letter] ?? letter)
    .split(/[^A-Z]+/)
    .filter((word) => word !== '')
  const [first = ''] = words
  if (STOP.has(first) && words.length <= MOST_WORDS) return 'stop'
  // the button that WhatsApp puts under marketing templates: "Promosyonları durdur"
  if (words.length === 2 && words[1] === 'DURDUR') return 'stop'
  return START.has(first) && words.length === 1 ? 'start' : null
}
