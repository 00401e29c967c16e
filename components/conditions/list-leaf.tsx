'use client'

import { useTranslations } from 'next-intl'
import { Select } from '../ui/select.tsx'
import type { DraftList } from './draft.ts'
import { LeafFrame } from './leaf-frame.tsx'
import { ListCombobox } from './list-combobox.tsx'

/** Whether the person is on a list. */
export function ListLeaf({
  leaf,
  onChange,
  onRemove,
}: {
  leaf: DraftList
  onChange: (leaf: DraftList) => void
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
          options={(['in', 'not_in'] as const).map((op) => ({ value: op, label: t(`listOps.${op}`) }))}
        />
      }
    >
      <ListCombobox
        aria-label={t('list')}
        value={leaf.list}
        onValueChange={(list) => onChange({ ...leaf, list })}
      />
    </LeafFrame>
  )
}
