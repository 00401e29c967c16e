'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { fetchJson, isApiError } from '../api/fetch-json.ts'
import { useErrorText } from '../error-text.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardBody, CardFooter, CardHeader } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import { PasswordInput } from '../ui/password-input.tsx'

const LEAST_PASSWORD = 10

/** A new password; every other session ends with it. */
export function PasswordSettings() {
  const t = useTranslations('settings.account')
  const te = useTranslations('errors.field')
  const errorText = useErrorText()
  const queries = useQueryClient()
  const { user } = useSession()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    resolver: zodResolver(
      z.object({
        currentPassword: z.string().min(1, te('required')),
        newPassword: z
          .string()
          .min(LEAST_PASSWORD, te('password', { count: LEAST_PASSWORD }))
          .max(128, te('too_big')),
      }),
    ),
    defaultValues: { currentPassword: '', newPassword: '' },
  })
  const { errors, isSubmitting } = form.formState
  const save = form.handleSubmit(async (values) => {
    setProblem(null)
    try {
      await fetchJson('/api/auth/change-password', {
        method: 'POST',
        body: { ...values, revokeOtherSessions: true },
      })
      form.reset()
      toast.success(t('passwordChanged'))
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    } catch (error) {
      if (isApiError(error) && error.code === 'INVALID_PASSWORD')
        form.setError('currentPassword', { message: errorText(error) }, { shouldFocus: true })
      else setProblem(errorText(error))
    }
  })
  return (
    <Card>
      <form noValidate onSubmit={save}>
        <CardHeader title={t('password')} description={t('passwordHint')} />
        <CardBody className="flex flex-col gap-5">
          {problem && <Alert tone="error">{problem}</Alert>}
          <input type="hidden" autoComplete="username" value={user.email} readOnly />
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t('currentPassword')} error={errors.currentPassword?.message}>
              {(control) => (
                <PasswordInput
                  {...control}
                  {...form.register('currentPassword')}
                  autoComplete="current-password"
                />
              )}
            </Field>
            <Field
              label={t('newPassword')}
              hint={!errors.newPassword && t('newPasswordHint', { count: LEAST_PASSWORD })}
              error={errors.newPassword?.message}
            >
              {(control) => (
                <PasswordInput {...control} {...form.register('newPassword')} autoComplete="new-password" />
              )}
            </Field>
          </div>
        </CardBody>
        <CardFooter>
          <Button type="submit" variant="secondary" busy={isSubmitting}>
            {t('changePassword')}
          </Button>
        </CardFooter>
      </form>
    </Card>
  )
}
