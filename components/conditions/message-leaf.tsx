'use client'

import { useTranslations } from 'next-intl'
import { type COUNT_OPERATORS, MESSAGE_DEEDS } from '#flows/conditions/condition.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { Select } from '../ui/select.tsx'
import type { DraftMessage } from './draft.ts'
import { LeafFrame } from './leaf-frame.tsx'
import { NumberInput } from './number-input.tsx'

const ANY = 'any'
type Times = 'once' | 'never' | (typeof COUNT_OPERATORS)[number]
const TIMES = ['once', 'never', 'gte', 'lte', 'eq'] as const

/** What became of this flow's messages. */
export function MessageLeaf({
  leaf,
  onChange,
  onRemove,
}: {
  leaf: DraftMessage
  onChange: (leaf: DraftMessage) => void
  onRemove: () => void
}) {
  const t = useTranslations('conditions.builder')
  const { names } = useConditionWords()
  const messages = [...(names?.message ?? [])]
  const { node, did, count } = leaf
  const known = node === undefined || messages.some(([id]) => id === node)
  const times = timesOf(count)
  return (
    <LeafFrame
      leaf={leaf}
      onRemove={onRemove}
      head={
        <Select
          aria-label={t('message')}
          value={node ?? ANY}
          onValueChange={(next) => {
            const { node: _before, ...rest } = leaf
            onChange(next === ANY ? rest : { ...rest, node: next })
          }}
          options={[
            { value: ANY, label: t('anyMessage') },
            ...messages.map(([value, label]) => ({ value, label })),
            ...(known ? [] : [{ value: node, label: t('messageGone') }]),
          ]}
        />
      }
    >
      <div className="flex gap-2">
        <Select
          aria-label={t('messageDid')}
          className="min-w-0 flex-1"
          value={did}
          onValueChange={(next) => onChange({ ...leaf, did: next })}
          options={MESSAGE_DEEDS.map((value) => ({ value, label: t(`messageDeeds.${value}`) }))}
        />
        <Select<Times>
          aria-label={t('count')}
          className="min-w-0 flex-1"
          value={times}
          onValueChange={(next) => onChange({ ...leaf, count: countOf(next, count.value) })}
          options={[...new Set<Times>([...TIMES, times])].map((value) => ({
            value,
            label:
              value === 'once' || value === 'never' ? t(`messageTimes.${value}`) : t(`countOps.${value}`),
          }))}
        />
      </div>
      {times !== 'once' && times !== 'never' && (
        <div className="flex items-center gap-2">
          <NumberInput
            aria-label={t('count')}
            className="w-16"
            value={count.value}
            onValueChange={(value) =>
              onChange({ ...leaf, count: { ...count, value: Math.max(0, Math.round(value ?? 0)) } })
            }
          />
          <span className="text-sm text-muted-foreground">{t('times')}</span>
        </div>
      )}
    </LeafFrame>
  )
}

function timesOf({ op, value }: DraftMessage['count']): Times {
  if (op === 'gte' && value === 1) return 'once'
  return op === 'eq' && value === 0 ? 'never' : op
}

function countOf(times: Times, value: number): DraftMessage['count'] {
  if (times === 'once') return { op: 'gte', value: 1 }
  return times === 'never' ? { op: 'eq', value: 0 } : { op: times, value: Math.max(value, 2) }
}
