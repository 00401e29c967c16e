'use client'

import { useTranslations } from 'next-intl'
import { Controller } from 'react-hook-form'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { NumberInput } from '../conditions/number-input.tsx'
import { Card, CardBody, CardHeader } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import type { SendingForm } from './sending-form.ts'

const MOST_HOURS = 8_760

/** How long a person is left alone after a message of the same channel. */
export function SmartSending({ form }: { form: SendingForm }) {
  const t = useTranslations('settings.sending.smart')
  return (
    <Card>
      <CardHeader title={t('title')} description={t('hint')} />
      <CardBody className="flex flex-wrap gap-x-8 gap-y-4">
        {MESSAGE_CHANNELS.map((channel) => (
          <Controller
            key={channel}
            control={form.control}
            name={`smartSending.${channel}`}
            render={({ field }) => (
              <Field label={t(`after.${channel}`)} hint={field.value === 0 && t('off')}>
                {(control) => (
                  <div className="flex items-center gap-2">
                    <NumberInput
                      {...control}
                      className="w-20"
                      value={field.value}
                      onValueChange={(hours) =>
                        field.onChange(Math.min(Math.max(Math.round(hours ?? 0), 0), MOST_HOURS))
                      }
                    />
                    <span className="text-sm text-muted-foreground">{t('hours')}</span>
                  </div>
                )}
              </Field>
            )}
          />
        ))}
      </CardBody>
    </Card>
  )
}
