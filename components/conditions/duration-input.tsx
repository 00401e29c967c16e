'use client'

import { useTranslations } from 'next-intl'
import { DURATION_UNITS, type Duration } from '#flows/schedule/duration.ts'
import { Select } from '../ui/select.tsx'
import { NumberInput } from './number-input.tsx'

/** A length of time: how many of which unit. */
export function DurationInput({
  value,
  onValueChange,
  ...control
}: {
  value: Duration
  onValueChange: (value: Duration) => void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}) {
  const t = useTranslations('conditions')
  return (
    <div className="flex min-w-0 gap-2">
      <NumberInput
        {...control}
        className="w-20 shrink-0"
        value={value.amount}
        onValueChange={(amount) =>
          onValueChange({ ...value, amount: Math.min(Math.max(amount ?? 0, 0), 100_000) })
        }
      />
      <Select
        aria-label={t('builder.unit')}
        className="min-w-0"
        value={value.unit}
        onValueChange={(unit) => onValueChange({ ...value, unit })}
        options={DURATION_UNITS.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
      />
    </div>
  )
}
