'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useTransition } from 'react'
import { fetchJson } from '../api/fetch-json.ts'

export const LANGUAGES = [
  { value: 'tr', label: 'Türkçe' },
  { value: 'en', label: 'English' },
] as const

export type Language = (typeof LANGUAGES)[number]['value']

/** The studio's language and the way to change it; `signedIn` keeps it with the person too. */
export function useLanguage({ signedIn }: { signedIn: boolean }) {
  const language = useLocale() as Language
  const router = useRouter()
  const [changing, start] = useTransition()
  function setLanguage(locale: Language) {
    start(async () => {
      await fetchJson('/api/locale', { method: 'PUT', body: { locale } })
      if (signedIn) await fetchJson('/api/v1/account', { method: 'PATCH', body: { locale } })
      router.refresh()
    })
  }
  return { language, setLanguage, changing }
}
