'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Controller, useFieldArray } from 'react-hook-form'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { NumberInput } from '../conditions/number-input.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardBody, CardHeader } from '../ui/card.tsx'
import { Select } from '../ui/select.tsx'
import type { SendingForm } from './sending-form.ts'

const CHANNELS = ['any', ...MESSAGE_CHANNELS] as const
const UNITS = ['hours', 'days', 'weeks'] as const
const MOST_CAPS = 20

/** How many marketing messages a person gets at most, over all flows. */
export function FrequencyCaps({ form }: { form: SendingForm }) {
  const t = useTranslations('settings.sending.caps')
  const tUnit = useTranslations('conditions.units')
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'frequencyCaps' })
  return (
    <Card>
      <CardHeader title={t('title')} description={t('hint')} />
      <CardBody className="flex flex-col gap-3">
        {fields.length > 0 && (
          <ul className="flex flex-col gap-3">
            {fields.map((cap, index) => {
              const n = index + 1
              return (
                <li key={cap.id} className="flex flex-wrap items-center gap-2 text-sm">
                  <Controller
                    control={form.control}
                    name={`frequencyCaps.${index}.messages`}
                    render={({ field }) => (
                      <NumberInput
                        aria-label={t('messages', { n })}
                        className="w-16"
                        value={field.value}
                        onValueChange={(count) => field.onChange(whole(count, 1_000))}
                      />
                    )}
                  />
                  <Controller
                    control={form.control}
                    name={`frequencyCaps.${index}.channel`}
                    render={({ field }) => (
                      <Select
                        aria-label={t('channel', { n })}
                        className="w-52"
                        value={field.value ?? 'any'}
                        onValueChange={(value) => field.onChange(value === 'any' ? null : value)}
                        options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
                      />
                    )}
                  />
                  <span className="text-muted-foreground">{t('in')}</span>
                  <Controller
                    control={form.control}
                    name={`frequencyCaps.${index}.per`}
                    render={({ field }) => (
                      <>
                        <NumberInput
                          aria-label={t('amount', { n })}
                          className="w-16"
                          value={field.value.amount}
                          onValueChange={(amount) =>
                            field.onChange({ ...field.value, amount: whole(amount, 366) })
                          }
                        />
                        <Select
                          aria-label={t('unit', { n })}
                          className="w-28"
                          value={field.value.unit}
                          onValueChange={(unit) => field.onChange({ ...field.value, unit })}
                          options={UNITS.map((unit) => ({ value: unit, label: tUnit(unit) }))}
                        />
                      </>
                    )}
                  />
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={t('remove', { n })}
                    onClick={() => remove(index)}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                </li>
              )
            })}
          </ul>
        )}
        {fields.length < MOST_CAPS && (
          <Button
            variant="secondary"
            size="sm"
            className="self-start"
            onClick={() => append({ channel: null, messages: 3, per: { amount: 7, unit: 'days' } })}
          >
            <Plus aria-hidden />
            {t('add')}
          </Button>
        )}
        <p className="text-[13px] text-muted-foreground">{t('priority')}</p>
      </CardBody>
    </Card>
  )
}

const whole = (value: number | null, most: number) => Math.min(Math.max(Math.round(value ?? 1), 1), most)
