'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { SignedDuration } from '#flows/schedule/duration.ts'
import { DurationInput } from '../conditions/duration-input.tsx'
import { Select } from '../ui/select.tsx'
import { ProblemGroup } from './problem-field.tsx'

const SIDES = ['before', 'on', 'after'] as const

/** Before, on or after a date, and by how much. */
export function OffsetField({
  node,
  field,
  value,
  onChange,
}: {
  node: string
  field: string
  value: SignedDuration | undefined
  onChange: (offset: SignedDuration | undefined) => void
}) {
  const t = useTranslations('inspector.date')
  // nothing before a date stays before it while another number is being typed
  const [chosen, setChosen] = useState<'before' | 'after'>('before')
  const side =
    value === undefined ? 'on' : value.amount === 0 ? chosen : value.amount < 0 ? 'before' : 'after'
  return (
    <ProblemGroup node={node} field={field} title={t('when')}>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={t('when')}
          className="w-32"
          value={side}
          onValueChange={(next) => {
            if (next === 'on') onChange(undefined)
            else {
              setChosen(next)
              const amount = Math.abs(value?.amount ?? 3)
              onChange({ amount: next === 'before' ? -amount : amount, unit: value?.unit ?? 'days' })
            }
          }}
          options={SIDES.map((one) => ({ value: one, label: t(`sides.${one}`) }))}
        />
        {value !== undefined && (
          <DurationInput
            aria-label={t('amount')}
            value={{ ...value, amount: Math.abs(value.amount) }}
            onValueChange={({ amount, unit }) => {
              if (side !== 'on') setChosen(side)
              onChange({ amount: side === 'before' ? -amount : amount, unit })
            }}
          />
        )}
      </div>
    </ProblemGroup>
  )
}
