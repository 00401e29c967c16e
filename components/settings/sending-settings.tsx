'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { type SendingSettings as Settings, saveSending, sendingQuery } from '../api/workspace.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { FrequencyCaps } from './frequency-caps.tsx'
import { QuietHours } from './quiet-hours.tsx'
import { SmartSending } from './smart-sending.tsx'

/** When and how often people are written to, whatever flow writes. */
export function SendingSettings() {
  const errorText = useErrorText()
  const settings = useQuery(sendingQuery)
  if (settings.isError) return <Alert tone="error">{errorText(settings.error)}</Alert>
  if (!settings.data) {
    return (
      <div className="flex flex-col gap-5">
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </div>
    )
  }
  return <Form settings={settings.data} />
}

const only = ({ quietHours, smartSending, frequencyCaps }: Settings): Settings => ({
  quietHours,
  smartSending,
  frequencyCaps,
})

function Form({ settings }: { settings: Settings }) {
  const t = useTranslations('settings')
  const errorText = useErrorText()
  const client = useQueryClient()
  const readOnly = !useMay()('workspace:write')
  const form = useForm<Settings>({ defaultValues: only(settings) })
  const save = useMutation({
    mutationFn: saveSending,
    onSuccess: (saved) => {
      client.setQueryData(sendingQuery.queryKey, saved)
      form.reset(only(saved))
      toast.success(t('saved'))
    },
  })
  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((values) => save.mutate(only(values)))}
      className="flex flex-col gap-5"
    >
      {readOnly && <Alert>{t('readOnly')}</Alert>}
      <fieldset disabled={readOnly} className="flex min-w-0 flex-col gap-5">
        <QuietHours form={form} />
        <SmartSending form={form} />
        <FrequencyCaps form={form} />
      </fieldset>
      {save.isError && <Alert tone="error">{errorText(save.error)}</Alert>}
      {!readOnly && (
        <div className="flex justify-end">
          <Button type="submit" disabled={!form.formState.isDirty} busy={save.isPending}>
            {t('save')}
          </Button>
        </div>
      )}
    </form>
  )
}
