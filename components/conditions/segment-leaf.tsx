'use client'

import { useTranslations } from 'next-intl'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import type { DraftSegment } from './draft.ts'
import { LeafFrame } from './leaf-frame.tsx'

/** Whether the person is in a segment. */
export function SegmentLeaf({
  leaf,
  onChange,
  onRemove,
}: {
  leaf: DraftSegment
  onChange: (leaf: DraftSegment) => void
  onRemove: () => void
}) {
  const t = useTranslations('conditions.builder')
  return (
    <LeafFrame
      leaf={leaf}
      onRemove={onRemove}
      head={
        <Select
          aria-label={t('membership')}
          value={leaf.op}
          onValueChange={(op) => onChange({ ...leaf, op })}
          options={(['in', 'not_in'] as const).map((op) => ({ value: op, label: t(`segmentOps.${op}`) }))}
        />
      }
    >
      <Input
        aria-label={t('segment')}
        placeholder={t('segmentName')}
        maxLength={200}
        value={leaf.segment}
        onChange={(event) => onChange({ ...leaf, segment: event.target.value })}
      />
    </LeafFrame>
  )
}
