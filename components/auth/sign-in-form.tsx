'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { useErrorText } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { signIn } from './sign-in.ts'

/** E-mail and password; goes on to `next` with a fresh page. */
export function SignInForm({ next = '/', email = '' }: { next?: string; email?: string }) {
  const t = useTranslations('auth')
  const te = useTranslations('errors.field')
  const errorText = useErrorText()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    resolver: zodResolver(
      z.object({
        email: z
          .string()
          .trim()
          .pipe(z.email(te('email'))),
        password: z.string().min(1, te('required')),
      }),
    ),
    defaultValues: { email, password: '' },
  })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const submit = form.handleSubmit(async (values) => {
    setProblem(null)
    try {
      await signIn(values.email, values.password)
      window.location.assign(next)
    } catch (error) {
      setProblem(errorText(error))
      form.setFocus('password')
      throw error
    }
  })
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        submit(event).catch(() => {})
      }}
    >
      {problem && <Alert tone="error">{problem}</Alert>}
      <Field label={t('email')} error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('email')}
            type="email"
            autoComplete="username"
            readOnly={email !== ''}
            autoFocus={email === ''}
          />
        )}
      </Field>
      <Field label={t('password')} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" size="lg" className="mt-1" busy={isSubmitting || isSubmitSuccessful}>
        {t('signIn')}
      </Button>
      <ForgottenPassword />
    </form>
  )
}

const COMMAND = 'npm run -s akis -- owner password --email'

/** There is no mail to rely on before a provider is connected: whoever runs the server gives a new password. */
function ForgottenPassword() {
  const t = useTranslations('auth')
  return (
    <details className="group text-[13px] text-muted-foreground">
      <summary className="mx-auto w-fit cursor-pointer list-none rounded-sm py-1 text-center underline-offset-4 hover:text-foreground hover:underline [&::-webkit-details-marker]:hidden">
        {t('forgot')}
      </summary>
      <p className="mt-2 mb-2">{t('forgotHint')}</p>
      <code className="block rounded-lg border bg-muted px-3 py-2 font-mono text-xs break-words text-foreground">
        {COMMAND} {t('forgotAddress')}
      </code>
    </details>
  )
}
