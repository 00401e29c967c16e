'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import type { Connection } from '../api/connections.ts'
import { Alert } from '../ui/alert.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { LimitField, messagesPerSecond } from './limit-field.tsx'
import type { ProviderDialogProps } from './smtp-dialog.tsx'
import { useSaveConnection } from './use-save-connection.ts'

const FORM = 'twilio-connection'
/** What Twilio takes from most senders each second. */
const USUAL_LIMIT = 10

/** Connects a Twilio account, or changes the one that is connected. */
export function TwilioDialog({ open, connection, onClose }: ProviderDialogProps) {
  return (
    <ConnectDialog open={open} onClose={onClose}>
      <TwilioForm connection={connection} close={onClose} />
    </ConnectDialog>
  )
}

function TwilioForm({ connection, close }: { connection: Connection | null; close: () => void }) {
  const t = useTranslations('connections')
  const te = useTranslations('errors.field')
  const saved = connection?.settings ?? {}
  const required = z.string().trim().min(1, te('required'))
  const form = useForm({
    resolver: zodResolver(
      z.object({
        accountSid: required,
        authToken: connection ? z.string() : required,
        from: required,
        messagesPerSecond: messagesPerSecond(t('form.limitWrong')),
        testTo: z.string().trim(),
      }),
    ),
    defaultValues: {
      accountSid: String(saved.accountSid ?? ''),
      authToken: '',
      from: String(saved.from ?? ''),
      messagesPerSecond: String(connection ? (connection.messagesPerSecond ?? '') : USUAL_LIMIT),
      testTo: '',
    },
  })
  const { problem, save } = useSaveConnection({ connection, channel: 'sms', provider: 'twilio', close })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(({ testTo, authToken, ...settings }) =>
    save({ ...settings, ...(authToken === '' ? {} : { authToken }) }, testTo, form.setError),
  )
  return (
    <ConnectDialog.Content
      title={t(connection ? 'sms.change' : 'sms.connect')}
      description={t('sms.formHint')}
      form={FORM}
      busy={isSubmitting}
    >
      <form id={FORM} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {problem && <Alert tone="error">{problem}</Alert>}
        <Field label={t('form.accountSid')} error={errors.accountSid?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('accountSid')}
              placeholder="AC…"
              autoComplete="off"
              autoFocus
            />
          )}
        </Field>
        <Field
          label={t('form.authToken')}
          error={errors.authToken?.message}
          hint={connection?.secrets.includes('authToken') ? t('form.kept') : undefined}
        >
          {(control) => (
            <PasswordInput {...control} {...form.register('authToken')} autoComplete="new-password" />
          )}
        </Field>
        <Field label={t('form.smsFrom')} hint={t('form.smsFromHint')} error={errors.from?.message}>
          {(control) => (
            <Input {...control} {...form.register('from')} placeholder="+90…" autoComplete="off" />
          )}
        </Field>
        <LimitField field={form.register('messagesPerSecond')} error={errors.messagesPerSecond?.message} />
        <Field label={t('form.testToPhone')} aside={t('form.optional')} error={errors.testTo?.message}>
          {(control) => <Input {...control} {...form.register('testTo')} type="tel" placeholder="+90…" />}
        </Field>
      </form>
    </ConnectDialog.Content>
  )
}
