'use client'

import { useTranslations } from 'next-intl'
import { Input } from '../ui/input.tsx'
import type { LeafProps } from './choice-leaf.tsx'
import type { DraftSegment } from './draft.ts'
import { MembershipLeaf } from './membership-leaf.tsx'

/** Whether the person is in a segment. */
export function SegmentLeaf(props: LeafProps<DraftSegment>) {
  const { leaf, onChange } = props
  const t = useTranslations('conditions.builder')
  return (
    <MembershipLeaf {...props}>
      <Input
        aria-label={t('segment')}
        placeholder={t('segmentName')}
        maxLength={200}
        value={leaf.segment}
        onChange={(event) => onChange({ ...leaf, segment: event.target.value })}
      />
    </MembershipLeaf>
  )
}
