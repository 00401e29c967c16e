'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useLists } from '../api/lists.ts'
import { Combobox } from '../ui/combobox.tsx'

/** A list of people: one that is there, or the name of a new one. */
export function ListCombobox({
  value,
  onValueChange,
  ...control
}: {
  value: string
  onValueChange: (list: string) => void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}) {
  const t = useTranslations('conditions.builder')
  const number = new Intl.NumberFormat(useLocale())
  const { data: lists = [] } = useLists()
  const known = lists.find((list) => list.name === value)?.id ?? value
  return (
    <Combobox
      {...control}
      value={known === '' ? undefined : known}
      onValueChange={(next) => onValueChange(next.trim().slice(0, 200))}
      options={lists.map(({ id, name, members }) => ({
        value: id,
        label: name,
        detail: t('listMembers', { count: members, people: number.format(members) }),
      }))}
      placeholder={t('chooseList')}
      searchPlaceholder={t('searchList')}
      allowCustom
    />
  )
}
