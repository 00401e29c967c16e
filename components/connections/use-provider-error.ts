'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { isApiError } from '../api/fetch-json.ts'
import { useErrorText } from '../error-text.ts'

/** What a provider said when it refused, or what else went wrong, in words. */
export function useProviderError(): (error: unknown) => string {
  const t = useTranslations('connections')
  const errorText = useErrorText()
  return useCallback(
    (error: unknown) => {
      if (!isApiError(error)) return errorText(error)
      const refused = error.errors.find(({ code }) => code === 'provider_refused')
      if (refused) return t('refused', { said: refused.message })
      const [first] = error.errors
      return first ? first.message : errorText(error)
    },
    [t, errorText],
  )
}
