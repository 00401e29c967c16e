'use client'

import { useTranslations } from 'next-intl'
import type { Span } from '#flows/conditions/condition.ts'
import { Select } from '../ui/select.tsx'
import type { LeafProps } from './choice-leaf.tsx'
import type { DraftPattern, DraftSequence } from './draft.ts'
import { DurationInput } from './duration-input.tsx'
import { EventCombobox } from './event-combobox.tsx'
import { LeafFrame } from './leaf-frame.tsx'
import { SpanField } from './span-field.tsx'
import { type RenderWhere, WhereField } from './where-field.tsx'

/** One event that was, or was not, followed by another in time. */
export function SequenceLeaf({
  leaf,
  onChange,
  onRemove,
  renderWhere,
}: LeafProps<DraftSequence> & { renderWhere: RenderWhere }) {
  const t = useTranslations('conditions.builder')
  const where = (pattern: DraftPattern, set: (pattern: DraftPattern) => void) => (
    <WhereField
      where={pattern.where}
      event={pattern.event}
      render={renderWhere}
      onChange={(next) => set({ ...pattern, where: next })}
    />
  )
  return (
    <LeafFrame
      leaf={leaf}
      onRemove={onRemove}
      head={
        <EventCombobox
          aria-label={t('firstEvent')}
          value={leaf.first.event}
          onValueChange={(event) => onChange({ ...leaf, first: { ...leaf.first, event } })}
        />
      }
    >
      {where(leaf.first, (first) => onChange({ ...leaf, first }))}
      <Select
        aria-label={t('sequence')}
        value={leaf.did ? 'did' : 'not'}
        onValueChange={(did) => onChange({ ...leaf, did: did === 'did' })}
        options={(['did', 'not'] as const).map((value) => ({ value, label: t(`sequences.${value}`) }))}
      />
      <EventCombobox
        aria-label={t('nextEvent')}
        value={leaf.next.event}
        onValueChange={(event) => onChange({ ...leaf, next: { ...leaf.next, event } })}
      />
      {where(leaf.next, (next) => onChange({ ...leaf, next }))}
      <div className="flex items-center gap-2">
        <span className="shrink-0 text-sm text-muted-foreground">{t('noLaterThan')}</span>
        <DurationInput
          aria-label={t('noLaterThan')}
          value={leaf.within}
          onValueChange={(within) => onChange({ ...leaf, within })}
        />
      </div>
      <SpanField
        value={leaf.during}
        kinds={['ever', 'last', 'between', 'before']}
        onChange={(span) => {
          const { during: _before, ...rest } = leaf
          onChange(span ? { ...rest, during: span as Span } : rest)
        }}
      />
    </LeafFrame>
  )
}
