'use client'

import { useTranslations } from 'next-intl'
import type { Within } from '#flows/conditions/condition.ts'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { DurationInput } from './duration-input.tsx'

export type SpanKind = 'ever' | 'run' | 'last' | 'between' | 'before'

/** The span of time a condition looks at; absent means all time. `kinds` are those that are offered. */
export function SpanField({
  value,
  onChange,
  kinds,
}: {
  value: Within | undefined
  onChange: (within: Within | undefined) => void
  kinds: readonly SpanKind[]
}) {
  const t = useTranslations('conditions.builder')
  const kind = kindOf(value)
  return (
    <>
      <Select<SpanKind>
        aria-label={t('within')}
        value={kind}
        onValueChange={(next) => onChange(spanOf(next))}
        options={[...new Set([...kinds, kind])].map((one) => ({ value: one, label: t(`withins.${one}`) }))}
      />
      {value && 'last' in value && (
        <DurationInput
          aria-label={t('amount')}
          value={value.last}
          onValueChange={(last) => onChange({ last })}
        />
      )}
      {value && 'between' in value && (
        <BetweenDates between={value.between} onChange={(between) => onChange({ between })} />
      )}
      {value && 'before' in value && (
        <Input
          type="date"
          aria-label={t('withins.before')}
          value={value.before.slice(0, 10)}
          onChange={(event) => event.target.value && onChange({ before: dayStart(event.target.value) })}
        />
      )}
    </>
  )
}

function kindOf(within: Within | undefined): SpanKind {
  if (within === undefined) return 'ever'
  if ('since' in within) return 'run'
  if ('before' in within) return 'before'
  return 'last' in within ? 'last' : 'between'
}

function spanOf(kind: SpanKind): Within | undefined {
  const today = new Date().toISOString().slice(0, 10)
  const monthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)
  switch (kind) {
    case 'ever':
      return undefined
    case 'run':
      return { since: 'run' }
    case 'last':
      return { last: { amount: 30, unit: 'days' } }
    case 'before':
      return { before: dayStart(monthAgo) }
    case 'between':
      return { between: [dayStart(monthAgo), dayEnd(today)] }
  }
}

const dayStart = (day: string) => `${day}T00:00:00Z`
const dayEnd = (day: string) => `${day}T23:59:59Z`

function BetweenDates({
  between: [from, to],
  onChange,
}: {
  between: [string, string]
  onChange: (between: [string, string]) => void
}) {
  const t = useTranslations('conditions.builder')
  return (
    <div className="flex items-center gap-1.5">
      <Input
        type="date"
        aria-label={t('low')}
        value={from.slice(0, 10)}
        onChange={(event) => event.target.value && onChange([dayStart(event.target.value), to])}
      />
      <Input
        type="date"
        aria-label={t('high')}
        value={to.slice(0, 10)}
        onChange={(event) => event.target.value && onChange([from, dayEnd(event.target.value)])}
      />
    </div>
  )
}
