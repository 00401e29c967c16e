import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import en from './en.json' with { type: 'json' }
import { isLocale, LOCALE_COOKIE, preferredLocale } from './locales.ts'
import tr from './tr.json' with { type: 'json' }

const MESSAGES = { en, tr }

/** The language of this request: what the person chose, else what the browser asks for. Never in the URL. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'))
  return { locale, messages: MESSAGES[locale], timeZone: 'UTC' }
})
