'use client'

import { useTranslations } from 'next-intl'
import { useSegments } from '../api/segments.ts'
import { type GroupChoice, GroupCombobox } from './group-combobox.tsx'

/** A segment that is there; one that is named and gone stays as it is called. */
export function SegmentCombobox(choice: GroupChoice) {
  const t = useTranslations('conditions.builder')
  const { data: segments = [] } = useSegments()
  const { value } = choice
  const gone = value !== '' && !segments.some(({ id, name }) => id === value || name === value)
  return (
    <GroupCombobox
      {...choice}
      groups={segments}
      further={gone ? [{ value, label: value }] : []}
      placeholder={t('chooseSegment')}
      searchPlaceholder={t('searchSegment')}
    />
  )
}
