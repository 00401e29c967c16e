import { pathName, type Words } from '../../conditions/describe.ts'

/** Liquid as a person reads it on a card: `{{ profile.first_name | default: 'Hi' }}` becomes `[first name]`, tags go. */
export function plainLiquid(text: string, words: Words): string {
  return text
    .replace(/\{%.*?%\}/gs, '')
    .replace(
      /\{\{-?\s*([\w.[\]]+)[^}]*\}\}/g,
      (_all, path: string) => `[${pathName(path.split('.').at(-1) ?? path, words)}]`,
    )
    .replace(/\s+/g, ' ')
    .trim()
}
