'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { AGGREGATES } from '#flows/conditions/condition.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Select } from '../ui/select.tsx'
import type { BuilderScope } from './builder-scope.ts'
import { ComparisonField } from './comparison-field.tsx'
import { CountField } from './count-field.tsx'
import { keyText } from './describe.ts'
import type { DraftEvent } from './draft.ts'
import { EventCombobox } from './event-combobox.tsx'
import { LeafFrame } from './leaf-frame.tsx'
import { PathCombobox } from './path-combobox.tsx'
import { SpanField } from './span-field.tsx'
import { useEventPaths } from './use-paths.ts'
import { type RenderWhere, WhereField } from './where-field.tsx'

type Measure = 'count' | (typeof AGGREGATES)[number]
const SUMMED = ['sum', 'avg', 'min', 'max', 'distinct']

/** How often something happened, or what it comes to, in which span of time. */
export function EventLeaf({
  leaf,
  scope,
  onChange,
  onRemove,
  renderWhere,
}: {
  leaf: DraftEvent
  scope: BuilderScope
  onChange: (leaf: DraftEvent) => void
  onRemove: () => void
  renderWhere: RenderWhere
}) {
  const t = useTranslations('conditions.builder')
  const words = useConditionWords()
  const keyId = useId()
  const paths = useEventPaths(leaf.event || null)
  const { within, count, aggregate } = leaf
  const measure: Measure = aggregate?.fn ?? 'count'
  const setMeasure = (next: Measure) => {
    const { count: _count, aggregate: before, ...rest } = leaf
    if (next === 'count') return onChange({ ...rest, count: { op: 'gte', value: 1 } })
    const same = before && SUMMED.includes(before.fn) === SUMMED.includes(next)
    const compared = same
      ? { op: before.op, value: before.value }
      : SUMMED.includes(next)
        ? { op: 'gte' as const, value: 1 }
        : { op: 'is' as const, value: '' }
    onChange({ ...rest, aggregate: { fn: next, of: before?.of ?? 'value', ...compared } })
  }
  return (
    <LeafFrame
      leaf={leaf}
      onRemove={onRemove}
      head={
        <EventCombobox
          aria-label={t('event')}
          value={leaf.event}
          onValueChange={(event) => onChange({ ...leaf, event })}
        />
      }
    >
      <Select<Measure>
        aria-label={t('measure')}
        value={measure}
        onValueChange={setMeasure}
        options={(['count', ...AGGREGATES] as const).map((value) => ({
          value,
          label: t(`measures.${value}`),
        }))}
      />
      {count && <CountField value={count} onChange={(next) => onChange({ ...leaf, count: next })} />}
      {aggregate && (
        <>
          <PathCombobox
            aria-label={t('path')}
            value={aggregate.of}
            paths={paths}
            onValueChange={(of) => onChange({ ...leaf, aggregate: { ...aggregate, of } })}
          />
          <ComparisonField
            op={aggregate.op}
            value={aggregate.value}
            type={SUMMED.includes(aggregate.fn) ? 'number' : 'any'}
            onChange={(next) => onChange({ ...leaf, aggregate: { ...aggregate, ...next } })}
          />
        </>
      )}
      <SpanField
        value={within}
        kinds={
          scope.inRun ? ['ever', 'run', 'last', 'between', 'before'] : ['ever', 'last', 'between', 'before']
        }
        onChange={(next) => {
          const { within: _before, ...rest } = leaf
          onChange(next ? { ...rest, within: next } : rest)
        }}
      />
      {(scope.key !== null || leaf.sameKey) && (
        <label htmlFor={keyId} className="flex items-center gap-2 py-0.5 text-sm">
          <Checkbox
            id={keyId}
            checked={leaf.sameKey ?? false}
            onCheckedChange={(checked) => onChange({ ...leaf, sameKey: checked === true })}
          />
          {t('sameKey', { of: keyText(scope.key, words) })}
        </label>
      )}
      <WhereField
        where={leaf.where}
        event={leaf.event}
        render={renderWhere}
        onChange={(where) => onChange({ ...leaf, where })}
      />
    </LeafFrame>
  )
}
