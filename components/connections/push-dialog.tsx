'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import type { Connection } from '../api/connections.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import type { ProviderDialogProps } from './smtp-dialog.tsx'
import { useSaveConnection } from './use-save-connection.ts'

const FORM = 'push-connection'

/** Connects web push, or changes whom push services may write to. */
export function PushDialog({ open, connection, onClose }: ProviderDialogProps) {
  return (
    <ConnectDialog open={open} onClose={onClose}>
      <PushForm connection={connection} close={onClose} />
    </ConnectDialog>
  )
}

function PushForm({ connection, close }: { connection: Connection | null; close: () => void }) {
  const t = useTranslations('connections')
  const te = useTranslations('errors.field')
  const { user } = useSession()
  const saved = String(connection?.settings.subject ?? '').replace(/^mailto:/i, '')
  const form = useForm({
    resolver: zodResolver(
      z.object({
        subject: z
          .string()
          .trim()
          .pipe(z.email(te('email'))),
      }),
    ),
    defaultValues: { subject: saved || user.email },
  })
  const saving = { connection, channel: 'push', provider: 'web_push', close } as const
  const { problem, save } = useSaveConnection(saving)
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit((settings) => save(settings, '', form.setError))
  return (
    <ConnectDialog.Content
      title={t(connection ? 'push.change' : 'push.connect')}
      description={t('push.formHint')}
      form={FORM}
      busy={isSubmitting}
      submit={t('connectOnly')}
    >
      <form id={FORM} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {problem && <Alert tone="error">{problem}</Alert>}
        <Field label={t('form.subject')} hint={t('form.subjectHint')} error={errors.subject?.message}>
          {(control) => (
            <Input {...control} {...form.register('subject')} type="email" autoComplete="off" autoFocus />
          )}
        </Field>
      </form>
    </ConnectDialog.Content>
  )
}
