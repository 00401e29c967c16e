'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { fetchJson } from '../api/fetch-json.ts'
import { useFormErrors } from '../error-text.ts'
import { useSession } from '../session.tsx'
import { LANGUAGES, useLanguage } from '../shell/preferences.tsx'
import { useHydrated } from '../shell/use-hydrated.ts'
import { THEMES } from '../shell/user-menu.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardBody, CardFooter, CardHeader } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { PasswordSettings } from './password-settings.tsx'
import { SessionSettings } from './session-settings.tsx'

/** What belongs to the person, in every workspace. */
export function AccountSettings() {
  return (
    <div className="flex flex-col gap-6">
      <PersonSettings />
      <AppearanceSettings />
      <PasswordSettings />
      <SessionSettings />
    </div>
  )
}

function PersonSettings() {
  const t = useTranslations('settings')
  const te = useTranslations('errors.field')
  const router = useRouter()
  const { user } = useSession()
  const formErrors = useFormErrors()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    resolver: zodResolver(
      z.object({ name: z.string().trim().min(1, te('required')).max(100, te('too_big')) }),
    ),
    defaultValues: { name: user.name },
  })
  const save = form.handleSubmit(async (body) => {
    setProblem(null)
    try {
      await fetchJson('/api/v1/account', { method: 'PATCH', body })
      form.reset(body)
      toast.success(t('saved'))
      router.refresh()
    } catch (error) {
      setProblem(formErrors(error, form.setError, ['name']))
    }
  })
  return (
    <Card>
      <form noValidate onSubmit={save}>
        <CardHeader title={t('account.person')} />
        <CardBody className="flex flex-col gap-5">
          {problem && <Alert tone="error">{problem}</Alert>}
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t('account.name')} error={form.formState.errors.name?.message}>
              {(control) => <Input {...control} {...form.register('name')} autoComplete="name" />}
            </Field>
            <Field label={t('account.email')}>
              {(control) => <Input {...control} value={user.email} readOnly />}
            </Field>
          </div>
        </CardBody>
        <CardFooter>
          <Button type="submit" disabled={!form.formState.isDirty} busy={form.formState.isSubmitting}>
            {t('save')}
          </Button>
        </CardFooter>
      </form>
    </Card>
  )
}

function AppearanceSettings() {
  const t = useTranslations('settings.account')
  const tn = useTranslations('nav')
  const { language, setLanguage } = useLanguage({ signedIn: true })
  const { theme, setTheme } = useTheme()
  const hydrated = useHydrated()
  return (
    <Card>
      <CardHeader title={t('appearance')} description={t('appearanceHint')} />
      <CardBody className="grid gap-5 sm:grid-cols-2">
        <Field label={tn('language')}>
          {(control) => (
            <Select {...control} value={language} onValueChange={setLanguage} options={LANGUAGES} />
          )}
        </Field>
        <Field label={tn('theme')}>
          {(control) => (
            <Select
              {...control}
              value={hydrated ? theme : undefined}
              onValueChange={setTheme}
              options={THEMES.map(({ value }) => ({ value, label: tn(`themes.${value}`) }))}
            />
          )}
        </Field>
      </CardBody>
    </Card>
  )
}
