'use client'

import { useTranslations } from 'next-intl'
import type { LeafProps } from './choice-leaf.tsx'
import type { DraftSegment } from './draft.ts'
import { MembershipLeaf } from './membership-leaf.tsx'
import { SegmentCombobox } from './segment-combobox.tsx'

/** Whether the person is in a segment. */
export function SegmentLeaf(props: LeafProps<DraftSegment>) {
  const { leaf, onChange } = props
  const t = useTranslations('conditions.builder')
  return (
    <MembershipLeaf {...props}>
      <SegmentCombobox
        aria-label={t('segment')}
        value={leaf.segment}
        onValueChange={(segment) => onChange({ ...leaf, segment })}
      />
    </MembershipLeaf>
  )
}
