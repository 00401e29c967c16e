'use client'

import { useTranslations } from 'next-intl'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { LANGUAGES } from '../shell/preferences.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { Select } from '../ui/select.tsx'
import { usePlaceOptions } from './places.ts'

/** The shop part of a form; the names are the API's. */
export function shopSchema(required: string, tooLong: string) {
  return z.object({
    name: z.string().trim().min(1, required).max(100, tooLong),
    timeZone: z.string(),
    locale: z.enum(['tr', 'en']),
    currency: z.string(),
    country: z.string(),
    consentRule: z.enum(['implied', 'explicit']),
  })
}

export type ShopValues = z.infer<ReturnType<typeof shopSchema>>

export const SHOP_FIELDS = ['name', 'timeZone', 'locale', 'currency', 'country', 'consentRule'] as const

interface ShopFieldsProps {
  form: UseFormReturn<ShopValues>
  readOnly?: boolean
}

/** What a shop says about itself. */
export function ShopFields({ form, readOnly = false }: ShopFieldsProps) {
  const t = useTranslations('settings.shop')
  const { errors } = form.formState
  return (
    <div className="flex flex-col gap-5">
      <Field label={t('name')} error={errors.name?.message}>
        {(control) => (
          <Input {...control} {...form.register('name')} readOnly={readOnly} autoComplete="organization" />
        )}
      </Field>
      <PlaceFields form={form} readOnly={readOnly} withLocale />
      <ConsentField form={form} readOnly={readOnly} />
    </div>
  )
}

/** Country, currency, time zone; with `withLocale` also the language of messages. */
export function PlaceFields({
  form,
  readOnly = false,
  withLocale = false,
}: ShopFieldsProps & { withLocale?: boolean }) {
  const t = useTranslations('settings.shop')
  const options = usePlaceOptions()
  const { errors } = form.formState
  const places = [
    ['country', options.countries],
    ['currency', options.currencies],
    ['timeZone', options.timeZones],
  ] as const
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {places.map(([name, list]) => (
        <Field
          key={name}
          className={name === 'timeZone' && !withLocale ? 'sm:col-span-2' : undefined}
          label={t(name)}
          hint={t(`${name}Hint`)}
          error={errors[name]?.message}
        >
          {(control) => (
            <Controller
              control={form.control}
              name={name}
              render={({ field }) => (
                <Combobox
                  {...control}
                  value={field.value}
                  onValueChange={field.onChange}
                  options={list}
                  disabled={readOnly}
                />
              )}
            />
          )}
        </Field>
      ))}
      {withLocale && (
        <Field label={t('locale')} hint={t('localeHint')} error={errors.locale?.message}>
          {(control) => (
            <Controller
              control={form.control}
              name="locale"
              render={({ field }) => (
                <Select
                  {...control}
                  value={field.value}
                  onValueChange={field.onChange}
                  options={LANGUAGES}
                  disabled={readOnly}
                />
              )}
            />
          )}
        </Field>
      )}
    </div>
  )
}

/** Whom marketing messages may reach. */
export function ConsentField({ form, readOnly = false }: ShopFieldsProps) {
  const t = useTranslations('settings.shop')
  return (
    <Controller
      control={form.control}
      name="consentRule"
      render={({ field }) => (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-sm font-medium">{t('consentRule')}</legend>
          <RadioCards
            aria-label={t('consentRule')}
            value={field.value}
            onValueChange={field.onChange}
            disabled={readOnly}
            options={(['implied', 'explicit'] as const).map((value) => ({
              value,
              label: t(`consent.${value}`),
              detail: t(`consent.${value}Detail`),
            }))}
          />
        </fieldset>
      )}
    />
  )
}
