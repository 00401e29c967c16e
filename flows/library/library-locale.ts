/** Languages the ready-made flows are written in. */
export const LIBRARY_LOCALES = ['tr', 'en'] as const
export type LibraryLocale = (typeof LIBRARY_LOCALES)[number]
