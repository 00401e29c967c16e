'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { fetchJson, isApiError } from '../api/fetch-json.ts'
import { useFormErrors } from '../error-text.ts'
import { ConsentField, PlaceFields, type ShopValues, shopSchema } from '../settings/shop-fields.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { signIn } from './sign-in.ts'

const LEAST_PASSWORD = 10

/** First run in two steps: the person, then the shop. Ends signed in, on the home page. */
export function WelcomeForm() {
  const t = useTranslations('auth')
  const te = useTranslations('errors.field')
  const locale = useLocale() === 'tr' ? 'tr' : 'en'
  const formErrors = useFormErrors()
  const [step, setStep] = useState<'person' | 'shop'>('person')
  const [problem, setProblem] = useState<string | null>(null)
  const [done, setDone] = useState(false)
  const person = useForm({
    resolver: zodResolver(
      z.object({
        name: z.string().trim().min(1, te('required')).max(100, te('too_big')),
        email: z
          .string()
          .trim()
          .pipe(z.email(te('email'))),
        password: z
          .string()
          .min(LEAST_PASSWORD, te('password', { count: LEAST_PASSWORD }))
          .max(128, te('too_big')),
      }),
    ),
    defaultValues: { name: '', email: '', password: '' },
  })
  const shop = useForm<ShopValues>({
    resolver: zodResolver(shopSchema(te('required'), te('too_big'))),
    defaultValues: {
      name: '',
      timeZone: 'Europe/Istanbul',
      locale,
      currency: 'TRY',
      country: 'TR',
      consentRule: 'implied',
    },
  })

  const finish = shop.handleSubmit(async (values) => {
    setProblem(null)
    const { name, email, password } = person.getValues()
    try {
      await fetchJson('/api/setup', {
        method: 'POST',
        body: { name, email, password, locale, workspace: { ...values, locale } },
      })
      setDone(true)
      await signIn(email.trim(), password)
      window.location.assign('/')
    } catch (error) {
      setDone(false)
      if (isApiError(error) && error.code === 'conflict') return setProblem(t('alreadyOwned'))
      const left = formErrors(error, person.setError, ['name', 'email', 'password'])
      if (left === null) setStep('person')
      setProblem(left)
    }
  })

  if (step === 'person') {
    const { errors } = person.formState
    return (
      <form
        key="person"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={person.handleSubmit(() => {
          setStep('shop')
        })}
      >
        <StepLine text={t('step', { step: 1 })} />
        <Field label={t('name')} error={errors.name?.message}>
          {(control) => <Input {...control} {...person.register('name')} autoComplete="name" autoFocus />}
        </Field>
        <Field label={t('email')} error={errors.email?.message}>
          {(control) => (
            <Input {...control} {...person.register('email')} type="email" autoComplete="username" />
          )}
        </Field>
        <Field
          label={t('password')}
          hint={!errors.password && t('passwordHint', { count: LEAST_PASSWORD })}
          error={errors.password?.message}
        >
          {(control) => (
            <PasswordInput {...control} {...person.register('password')} autoComplete="new-password" />
          )}
        </Field>
        <Button type="submit" size="lg" className="mt-1">
          {t('continue')}
        </Button>
      </form>
    )
  }
  return (
    <form key="shop" noValidate className="flex flex-col gap-5" onSubmit={finish}>
      <StepLine text={t('step', { step: 2 })} />
      {problem && <Alert tone="error">{problem}</Alert>}
      <Field label={t('shopName')} hint={t('shopNameHint')} error={shop.formState.errors.name?.message}>
        {(control) => <Input {...control} {...shop.register('name')} autoComplete="organization" autoFocus />}
      </Field>
      <PlaceFields form={shop} />
      <ConsentField form={shop} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-between">
        <Button variant="ghost" size="lg" onClick={() => setStep('person')}>
          {t('back')}
        </Button>
        <Button type="submit" size="lg" busy={shop.formState.isSubmitting || done}>
          {t('begin')}
        </Button>
      </div>
    </form>
  )
}

function StepLine({ text }: { text: string }) {
  return <p className="text-[13px] text-muted-foreground">{text}</p>
}
