/** Liquid as a person reads it on a card: `{{ profile.first_name | default: 'Hi' }}` becomes `[first name]`, tags go. */
export function plainLiquid(text: string): string {
  return text
    .replace(/\{%.*?%\}/gs, '')
    .replace(/\{\{-?\s*([\w.[\]]+)[^}]*\}\}/g, (_all, path: string) => `[${lastName(path)}]`)
    .replace(/\s+/g, ' ')
    .trim()
}

const lastName = (path: string) => (path.split('.').at(-1) ?? path).replaceAll('_', ' ')
