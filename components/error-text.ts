'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form'
import { type ApiFieldError, isApiError } from './api/fetch-json.ts'

/** Says in the person's language what went wrong and what to do. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations('errors')
  return useCallback(
    (error: unknown) => {
      if (!isApiError(error)) return t('unknown')
      const reason = typeof error.extra.reason === 'string' ? error.extra.reason : ''
      for (const key of [reason, error.code, String(error.status)])
        if (key !== '' && t.has(key)) return t(key)
      return error.message || t('unknown')
    },
    [t],
  )
}

/**
 * Puts the bad fields of an answer on the form. Returns what is left to say above the form, or null when every bad field
 * has its place.
 */
export function useFormErrors(): <V extends FieldValues>(
  error: unknown,
  setError: UseFormSetError<V>,
  fields: readonly FieldPath<V>[],
) => string | null {
  const t = useTranslations('errors')
  const errorText = useErrorText()
  return useCallback(
    (error, setError, fields) => {
      if (!isApiError(error) || error.errors.length === 0) return errorText(error)
      let placed = 0
      for (const bad of error.errors) {
        const field = fields.find((name) => `/${name.replaceAll('.', '/')}` === bad.pointer)
        if (!field) continue
        setError(field, { message: t.has(`field.${bad.code}`) ? t(`field.${bad.code}`) : bad.message })
        placed++
      }
      return placed === error.errors.length ? null : unplaced(error.errors, errorText(error))
    },
    [t, errorText],
  )
}

function unplaced(errors: ApiFieldError[], otherwise: string): string {
  const [first] = errors
  return first ? `${first.pointer.slice(1)}: ${first.message}` : otherwise
}
