'use client'

import { useTranslations } from 'next-intl'
import { Card, CardBody, CardHeader } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import { Switch } from '../ui/switch.tsx'
import { TimeInput } from '../ui/time-input.tsx'
import type { SendingForm } from './sending-form.ts'

const START = { from: '21:00', to: '09:00' }

/** The part of the day in which no marketing text goes out. */
export function QuietHours({ form }: { form: SendingForm }) {
  const t = useTranslations('settings.sending.quiet')
  const quiet = form.watch('quietHours')
  const set = (next: typeof quiet) => form.setValue('quietHours', next, { shouldDirty: true })
  return (
    <Card>
      <CardHeader
        title={t('title')}
        description={t('hint')}
        className="flex-nowrap"
        actions={
          <Switch
            aria-label={t('title')}
            checked={quiet !== null}
            onCheckedChange={(on) => set(on ? START : null)}
          />
        }
      />
      {quiet !== null && (
        <CardBody className="flex flex-col gap-3">
          <div className="flex flex-wrap gap-4">
            <Field label={t('from')}>
              {(control) => (
                <TimeInput
                  {...control}
                  value={quiet.from}
                  onValueChange={(from) => set({ ...quiet, from })}
                />
              )}
            </Field>
            <Field label={t('to')} error={quiet.from === quiet.to ? t('same') : undefined}>
              {(control) => (
                <TimeInput {...control} value={quiet.to} onValueChange={(to) => set({ ...quiet, to })} />
              )}
            </Field>
          </div>
          <p className="text-[13px] text-muted-foreground">{t('sentence', quiet)}</p>
        </CardBody>
      )}
    </Card>
  )
}
