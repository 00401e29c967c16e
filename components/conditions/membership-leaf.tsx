'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ChoiceLeaf, type LeafProps } from './choice-leaf.tsx'
import type { DraftInFlow, DraftList, DraftSegment } from './draft.ts'

const OPS = ['in', 'not_in'] as const

/** Whether the person is in a group or not; `children` choose the group. */
export function MembershipLeaf<L extends DraftList | DraftSegment | DraftInFlow>({
  leaf,
  onChange,
  onRemove,
  children,
}: LeafProps<L> & { children: ReactNode }) {
  const t = useTranslations('conditions.builder')
  return (
    <ChoiceLeaf
      leaf={leaf}
      onRemove={onRemove}
      label={t('membership')}
      value={leaf.op}
      onValueChange={(op) => onChange({ ...leaf, op })}
      options={OPS.map((op) => ({ value: op, label: t(`${leaf.kind}Ops.${op}`) }))}
    >
      {children}
    </ChoiceLeaf>
  )
}
