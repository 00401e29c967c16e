'use client'

import { useTranslations } from 'next-intl'
import { COUNT_OPERATORS } from '#flows/conditions/condition.ts'
import { Select } from '../ui/select.tsx'
import { NumberInput } from './number-input.tsx'

export interface Times {
  op: (typeof COUNT_OPERATORS)[number]
  value: number
}

/** How many times: at least 2, exactly 0 and so on. */
export function CountField({ value, onChange }: { value: Times; onChange: (value: Times) => void }) {
  const t = useTranslations('conditions.builder')
  return (
    <div className="flex items-center gap-2">
      <Select
        aria-label={t('count')}
        className="w-32 shrink-0 px-2.5"
        value={value.op}
        onValueChange={(op) => onChange({ ...value, op })}
        options={COUNT_OPERATORS.map((op) => ({ value: op, label: t(`countOps.${op}`) }))}
      />
      <NumberInput
        aria-label={t('count')}
        className="w-16"
        value={value.value}
        onValueChange={(next) => onChange({ ...value, value: Math.max(0, Math.round(next ?? 0)) })}
      />
      <span className="text-sm text-muted-foreground">{t('times')}</span>
    </div>
  )
}
