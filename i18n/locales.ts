/** The studio's languages. The first is what a browser that asks for neither gets. */
export const LOCALES = ['en', 'tr'] as const
export type Locale = (typeof LOCALES)[number]

export const LOCALE_COOKIE = 'akis_locale'

/** Narrows anything to a language of the studio. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (LOCALES as readonly string[]).includes(value)
}

/** The language a browser prefers among ours, by the weights of RFC 9110 §12.5.4. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().split(';')
      const weight = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
      const q = weight === undefined ? 1 : Number(weight.slice(2))
      return { language: tag.trim().toLowerCase().split('-')[0], q: Number.isFinite(q) ? q : 0 }
    })
    .filter((wish) => wish.q > 0)
    .sort((a, b) => b.q - a.q)
  for (const { language } of wishes) if (isLocale(language)) return language
  return LOCALES[0]
}
