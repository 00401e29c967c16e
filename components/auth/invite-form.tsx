'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { fetchJson } from '../api/fetch-json.ts'
import { useErrorText, useFormErrors } from '../error-text.ts'
import { signOut } from '../shell/user-menu.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { signIn } from './sign-in.ts'

const LEAST_PASSWORD = 10

interface Invited {
  id: string
  email: string
}

function accept(id: string, body: Record<string, string>): Promise<{ workspaceId: string }> {
  return fetchJson(`/api/invitations/${id}/accept`, { method: 'POST', body })
}

async function enter(organizationId: string): Promise<void> {
  await fetchJson('/api/auth/organization/set-active', { method: 'POST', body: { organizationId } })
  window.location.assign('/')
}

/** A new person: chooses a password and is in. */
export function InviteForm({ id, email }: Invited) {
  const t = useTranslations('auth')
  const te = useTranslations('errors.field')
  const locale = useLocale()
  const formErrors = useFormErrors()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    resolver: zodResolver(
      z.object({
        name: z.string().trim().min(1, te('required')).max(100, te('too_big')),
        password: z
          .string()
          .min(LEAST_PASSWORD, te('password', { count: LEAST_PASSWORD }))
          .max(128, te('too_big')),
      }),
    ),
    defaultValues: { name: '', password: '' },
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ name, password }) => {
    setProblem(null)
    try {
      const { workspaceId } = await accept(id, { name, password, locale })
      await signIn(email, password)
      await enter(workspaceId)
    } catch (error) {
      setProblem(formErrors(error, form.setError, ['name', 'password']))
    }
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {problem && <Alert tone="error">{problem}</Alert>}
      <Field label={t('email')}>
        {(control) => <Input {...control} type="email" autoComplete="username" value={email} readOnly />}
      </Field>
      <Field label={t('name')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="name" autoFocus />}
      </Field>
      <Field
        label={t('password')}
        hint={!errors.password && t('passwordHint', { count: LEAST_PASSWORD })}
        error={errors.password?.message}
      >
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
        )}
      </Field>
      <Button type="submit" size="lg" className="mt-1" busy={isSubmitting}>
        {t('join')}
      </Button>
    </form>
  )
}

/** Somebody who is signed in with the invited address: one press. */
export function JoinButton({ id }: { id: string }) {
  const t = useTranslations('auth')
  const errorText = useErrorText()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function join() {
    setBusy(true)
    setProblem(null)
    try {
      const { workspaceId } = await accept(id, {})
      await enter(workspaceId)
    } catch (error) {
      setProblem(errorText(error))
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      {problem && <Alert tone="error">{problem}</Alert>}
      <Button size="lg" busy={busy} onClick={join}>
        {t('join')}
      </Button>
    </div>
  )
}

/** Signed in as somebody else: first the way out. */
export function WrongPerson({ email, signedInAs }: { email: string; signedInAs: string }) {
  const t = useTranslations('auth')
  return (
    <div className="flex flex-col gap-4">
      <p>{t('wrongPerson', { email, signedInAs })}</p>
      <Button size="lg" variant="secondary" onClick={() => void signOut()}>
        {t('signOut')}
      </Button>
    </div>
  )
}
