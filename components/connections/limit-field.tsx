'use client'

import { useTranslations } from 'next-intl'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { z } from 'zod'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'

/** What is typed as messages a second, with a comma or a point; null where it is left empty. `wrong` says what fits. */
export const messagesPerSecond = (wrong: string) =>
  z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))
    .refine((many) => many === null || (many >= 0.1 && many <= 1_000), { message: wrong })

/** How many messages a provider is given each second. */
export function LimitField({ field, error }: { field: UseFormRegisterReturn; error: string | undefined }) {
  const t = useTranslations('connections.form')
  return (
    <Field label={t('limit')} aside={t('optional')} hint={t('limitHint')} error={error}>
      {(control) => <Input {...control} {...field} inputMode="decimal" autoComplete="off" />}
    </Field>
  )
}
