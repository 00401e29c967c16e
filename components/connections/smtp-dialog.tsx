'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import type { Connection } from '../api/connections.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { Select } from '../ui/select.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { LimitField, messagesPerSecond } from './limit-field.tsx'
import { useSaveConnection } from './use-save-connection.ts'

export interface ProviderDialogProps {
  open: boolean
  connection: Connection | null
  onClose: () => void
}

const FORM = 'smtp-connection'

type Security = 'auto' | 'starttls' | 'tls'

function securityOf(saved: Record<string, unknown>): Security {
  if (saved.secure) return 'tls'
  return saved.requireTls ? 'starttls' : 'auto'
}

/** Connects an SMTP server, or changes the one that is connected; a test message has to get through first. */
export function SmtpDialog({ open, connection, onClose }: ProviderDialogProps) {
  return (
    <ConnectDialog open={open} onClose={onClose}>
      <SmtpForm connection={connection} close={onClose} />
    </ConnectDialog>
  )
}

function SmtpForm({ connection, close }: { connection: Connection | null; close: () => void }) {
  const t = useTranslations('connections')
  const te = useTranslations('errors.field')
  const { user } = useSession()
  const saved = connection?.settings ?? {}
  const required = z.string().trim().min(1, te('required'))
  const form = useForm({
    resolver: zodResolver(
      z.object({
        host: required,
        port: z.coerce.number<string>().int().min(1, t('form.portWrong')).max(65_535, t('form.portWrong')),
        security: z.enum(['auto', 'starttls', 'tls']),
        user: z.string().trim(),
        password: z.string(),
        from: required.includes('@', { message: t('form.fromWrong') }),
        messagesPerSecond: messagesPerSecond(t('form.limitWrong')),
        testTo: required,
      }),
    ),
    defaultValues: {
      host: String(saved.host ?? ''),
      port: String(saved.port ?? '587'),
      security: securityOf(saved),
      user: String(saved.user ?? ''),
      password: '',
      from: String(saved.from ?? ''),
      messagesPerSecond: String(connection?.messagesPerSecond ?? ''),
      testTo: user.email,
    },
  })
  const { problem, save } = useSaveConnection({ connection, channel: 'email', provider: 'smtp', close })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(({ testTo, security, password, user: name, ...settings }) =>
    save(
      {
        ...settings,
        secure: security === 'tls',
        requireTls: security === 'starttls',
        user: name === '' ? null : name,
        ...(password === '' ? {} : { password }),
      },
      testTo,
      form.setError,
    ),
  )
  return (
    <ConnectDialog.Content
      title={t(connection ? 'email.change' : 'email.connect')}
      description={t('email.formHint')}
      form={FORM}
      busy={isSubmitting}
    >
      <form id={FORM} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {problem && <Alert tone="error">{problem}</Alert>}
        <div className="grid gap-4 sm:grid-cols-[1fr_7rem]">
          <Field label={t('form.host')} error={errors.host?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('host')}
                placeholder="smtp.example.com"
                autoComplete="off"
                autoFocus
              />
            )}
          </Field>
          <Field label={t('form.port')} error={errors.port?.message}>
            {(control) => <Input {...control} {...form.register('port')} inputMode="numeric" />}
          </Field>
        </div>
        <Field label={t('form.security')}>
          {(control) => (
            <Controller
              control={form.control}
              name="security"
              render={({ field }) => (
                <Select
                  {...control}
                  value={field.value}
                  onValueChange={(value) => {
                    field.onChange(value)
                    if (value === 'tls' && form.getValues('port') === '587') form.setValue('port', '465')
                  }}
                  options={(['auto', 'starttls', 'tls'] as const).map((value) => ({
                    value,
                    label: t(`form.securityOptions.${value}`),
                  }))}
                />
              )}
            />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('form.user')} aside={t('form.optional')} error={errors.user?.message}>
            {(control) => <Input {...control} {...form.register('user')} autoComplete="off" />}
          </Field>
          <Field
            label={t('form.password')}
            aside={t('form.optional')}
            hint={connection?.secrets.includes('password') ? t('form.kept') : undefined}
          >
            {(control) => (
              <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
            )}
          </Field>
        </div>
        <Field label={t('form.from')} hint={t('form.fromHint')} error={errors.from?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('from')}
              placeholder="Shop <hello@shop.example>"
              autoComplete="off"
            />
          )}
        </Field>
        <LimitField field={form.register('messagesPerSecond')} error={errors.messagesPerSecond?.message} />
        <Field label={t('form.testTo')} hint={t('form.testHint')} error={errors.testTo?.message}>
          {(control) => <Input {...control} {...form.register('testTo')} type="email" />}
        </Field>
      </form>
    </ConnectDialog.Content>
  )
}
