'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useSegments } from '../api/segments.ts'
import { Combobox } from '../ui/combobox.tsx'

/** A segment that is there; one that is named and gone stays as it is called. */
export function SegmentCombobox({
  value,
  onValueChange,
  ...control
}: {
  value: string
  onValueChange: (segment: string) => void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}) {
  const t = useTranslations('conditions.builder')
  const number = new Intl.NumberFormat(useLocale())
  const { data: segments = [] } = useSegments()
  const known = segments.find((segment) => segment.name === value)?.id ?? value
  const gone = known !== '' && !segments.some(({ id }) => id === known)
  return (
    <Combobox
      {...control}
      value={known === '' ? undefined : known}
      onValueChange={(next) => onValueChange(next.trim().slice(0, 200))}
      options={[
        ...segments.map(({ id, name, members }) => ({
          value: id,
          label: name,
          detail: t('listMembers', { count: members, people: number.format(members) }),
        })),
        ...(gone ? [{ value: known, label: known }] : []),
      ]}
      placeholder={t('chooseSegment')}
      searchPlaceholder={t('searchSegment')}
    />
  )
}
