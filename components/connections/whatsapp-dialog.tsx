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
import type { ProviderDialogProps } from './smtp-dialog.tsx'
import { useSaveConnection } from './use-save-connection.ts'

const FORM = 'whatsapp-connection'
const IDS = ['phoneNumberId', 'businessAccountId'] as const
const SECRETS = ['accessToken', 'appSecret'] as const

/** Connects an account of WhatsApp's Cloud API, or changes the one that is connected. */
export function WhatsappDialog({ open, connection, onClose }: ProviderDialogProps) {
  return (
    <ConnectDialog open={open} onClose={onClose}>
      <WhatsappForm connection={connection} close={onClose} />
    </ConnectDialog>
  )
}

function WhatsappForm({ connection, close }: { connection: Connection | null; close: () => void }) {
  const t = useTranslations('connections')
  const te = useTranslations('errors.field')
  const saved = connection?.settings ?? {}
  const required = z.string().trim().min(1, te('required'))
  const secret = connection ? z.string() : required
  const form = useForm({
    resolver: zodResolver(
      z.object({
        phoneNumberId: required,
        businessAccountId: required,
        accessToken: secret,
        appSecret: secret,
        testTo: z.string().trim(),
      }),
    ),
    defaultValues: {
      phoneNumberId: String(saved.phoneNumberId ?? ''),
      businessAccountId: String(saved.businessAccountId ?? ''),
      accessToken: '',
      appSecret: '',
      testTo: '',
    },
  })
  const saving = { connection, channel: 'whatsapp', provider: 'whatsapp_cloud', close } as const
  const { problem, save } = useSaveConnection(saving)
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(({ testTo, accessToken, appSecret, ...settings }) =>
    save(
      {
        ...settings,
        ...(accessToken === '' ? {} : { accessToken }),
        ...(appSecret === '' ? {} : { appSecret }),
      },
      testTo,
      form.setError,
    ),
  )
  return (
    <ConnectDialog.Content
      title={t(connection ? 'whatsapp.change' : 'whatsapp.connect')}
      description={t('whatsapp.formHint')}
      form={FORM}
      busy={isSubmitting}
    >
      <form id={FORM} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {problem && <Alert tone="error">{problem}</Alert>}
        {IDS.map((name, index) => (
          <Field key={name} label={t(`form.${name}`)} error={errors[name]?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register(name)}
                inputMode="numeric"
                autoComplete="off"
                autoFocus={index === 0}
              />
            )}
          </Field>
        ))}
        {SECRETS.map((name) => (
          <Field
            key={name}
            label={t(`form.${name}`)}
            error={errors[name]?.message}
            hint={connection?.secrets.includes(name) ? t('form.kept') : t(`form.${name}Hint`)}
          >
            {(control) => <PasswordInput {...control} {...form.register(name)} autoComplete="new-password" />}
          </Field>
        ))}
        <Field
          label={t('form.testToPhone')}
          aside={t('form.optional')}
          hint={t('form.whatsappTestHint')}
          error={errors.testTo?.message}
        >
          {(control) => <Input {...control} {...form.register('testTo')} type="tel" placeholder="+90…" />}
        </Field>
      </form>
    </ConnectDialog.Content>
  )
}
