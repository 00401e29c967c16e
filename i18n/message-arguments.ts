/** The arguments an ICU message takes, those inside plural and select branches too; sorted, each once. */
export function messageArguments(message: string): string[] {
  const found = new Set<string>()
  collect(message, found)
  return [...found].sort()
}

function collect(text: string, found: Set<string>): void {
  for (const inside of braced(text)) {
    const [name = '', type = ''] = inside.split(',', 2).map((part) => part.trim())
    if (name !== '') found.add(name)
    if (/^(plural|select|selectordinal)$/.test(type))
      for (const branch of braced(inside)) collect(branch, found)
  }
}

/** What stands in the outermost braces, in order. */
function braced(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const [at, character] of [...text].entries()) {
    if (character === '{' && depth++ === 0) start = at + 1
    if (character === '}' && --depth === 0) parts.push([...text].slice(start, at).join(''))
  }
  return parts
}
