'use client'

import { useTranslations } from 'next-intl'
import type { Operator } from '#flows/conditions/condition.ts'
import type { Json } from '#flows/json.ts'
import { Select } from '../ui/select.tsx'
import { ValueField } from './value-field.tsx'
import { operatorsFor, type ValueType, valueFor } from './value-type.ts'

/** An operator and what it compares with; `choices` are the values that a text can be. */
export function ComparisonField({
  op,
  value,
  type,
  choices,
  onChange,
}: {
  op: Operator
  value: Json | undefined
  type: ValueType
  choices?: readonly { value: string; label: string }[]
  onChange: (comparison: { op: Operator; value: Json | undefined }) => void
}) {
  const t = useTranslations('conditions.builder')
  return (
    <div className="flex items-start gap-2">
      <Select
        aria-label={t('operator')}
        className="w-36 shrink-0 px-2.5"
        value={op}
        onValueChange={(next) => onChange({ op: next, value: valueFor(next, value) })}
        options={operatorsFor(type, op).map((one) => ({ value: one, label: t(`ops.${one}`) }))}
      />
      <div className="min-w-0 flex-1">
        {choices && (op === 'is' || op === 'is_not') ? (
          <Select
            aria-label={t('value')}
            value={typeof value === 'string' ? value : ''}
            onValueChange={(next) => onChange({ op, value: next })}
            options={[...choices]}
          />
        ) : (
          <ValueField op={op} value={value} onChange={(next) => onChange({ op, value: next })} />
        )}
      </div>
    </div>
  )
}
