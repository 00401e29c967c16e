'use client'

import type { ReactNode } from 'react'
import { Select, type SelectOption } from '../ui/select.tsx'
import type { DraftLeaf } from './draft.ts'
import { LeafFrame } from './leaf-frame.tsx'

/** What the form of one kind of condition is given. */
export interface LeafProps<L extends DraftLeaf> {
  leaf: L
  onChange: (leaf: L) => void
  onRemove: () => void
}

/** A condition whose head is a choice, with its details below. */
export function ChoiceLeaf<V extends string>({
  leaf,
  onRemove,
  label,
  value,
  onValueChange,
  options,
  children,
}: {
  leaf: DraftLeaf
  onRemove: () => void
  label: string
  value: V
  onValueChange: (value: V) => void
  options: SelectOption<V>[]
  children: ReactNode
}) {
  return (
    <LeafFrame
      leaf={leaf}
      onRemove={onRemove}
      head={<Select aria-label={label} value={value} onValueChange={onValueChange} options={options} />}
    >
      {children}
    </LeafFrame>
  )
}
