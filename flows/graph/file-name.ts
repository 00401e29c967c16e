const LETTERS: Record<string, string> = { ı: 'i', ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', đ: 'd' }

/** A file's name for a flow's name, in plain letters: `sepetini-unutanlar.json`; numbered where it is taken. */
export function fileName(name: string, isTaken: (file: string) => boolean = () => false): string {
  const plain = name
    .toLocaleLowerCase('tr')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/[ıßæøłđ]/g, (letter) => LETTERS[letter]!)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  const base = plain === '' || plain === 'akis' ? `flow-${plain}`.replace(/-$/, '') : plain
  for (let n = 1; ; n++) {
    const file = n === 1 ? `${base}.json` : `${base}-${n}.json`
    if (!isTaken(file)) return file
  }
}
