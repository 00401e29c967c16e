'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Operator } from '#flows/conditions/condition.ts'
import type { Json } from '#flows/json.ts'
import type { Duration } from '#flows/schedule/duration.ts'
import { Input } from '../ui/input.tsx'
import { DurationInput } from './duration-input.tsx'
import { NumberInput } from './number-input.tsx'
import { inputOf } from './value-type.ts'

interface ValueFieldProps {
  op: Operator
  value: Json | undefined
  onChange: (value: Json) => void
}

/** The value of a comparison, typed in as its operator wants it. */
export function ValueField({ op, value, onChange }: ValueFieldProps) {
  const t = useTranslations('conditions.builder')
  switch (inputOf(op)) {
    case 'none':
      return null
    case 'number':
      return (
        <NumberInput
          aria-label={t('value')}
          value={typeof value === 'number' ? value : null}
          onValueChange={(number) => onChange(number ?? '')}
        />
      )
    case 'list':
      return <ListInput value={value} onChange={onChange} />
    case 'range':
      return <RangeInput value={value} onChange={onChange} />
    case 'date':
      return (
        <Input
          type="date"
          aria-label={t('value')}
          value={typeof value === 'string' ? value.slice(0, 10) : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'duration':
      return (
        <DurationInput
          aria-label={t('amount')}
          value={isDuration(value) ? value : { amount: 30, unit: 'days' }}
          onValueChange={(duration) => onChange({ ...duration })}
        />
      )
    case 'text':
      return (
        <Input
          aria-label={t('value')}
          placeholder={t('value')}
          value={
            typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value)
          }
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

function isDuration(value: Json | undefined): value is Duration {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    'amount' in value &&
    'unit' in value
  )
}

function ListInput({ value, onChange }: Omit<ValueFieldProps, 'op'>) {
  const t = useTranslations('conditions.builder')
  const [text, setText] = useState(() => (Array.isArray(value) ? value.join(', ') : ''))
  return (
    <Input
      aria-label={t('value')}
      placeholder={t('listHint')}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        const items = event.target.value.split(',').map((item) => item.trim())
        onChange(items.filter((item) => item !== ''))
      }}
    />
  )
}

function RangeInput({ value, onChange }: Omit<ValueFieldProps, 'op'>) {
  const t = useTranslations('conditions.builder')
  const [low, high] = Array.isArray(value) ? value : []
  const number = (one: Json | undefined) => (typeof one === 'number' ? one : null)
  return (
    <div className="flex items-center gap-1.5">
      <NumberInput
        aria-label={t('low')}
        value={number(low)}
        onValueChange={(next) => onChange([next ?? '', high ?? ''])}
      />
      <span aria-hidden className="text-muted-foreground">
        –
      </span>
      <NumberInput
        aria-label={t('high')}
        value={number(high)}
        onValueChange={(next) => onChange([low ?? '', next ?? ''])}
      />
    </div>
  )
}
