'use client'

import { useTranslations } from 'next-intl'
import { useLists } from '../api/lists.ts'
import { type GroupChoice, GroupCombobox } from './group-combobox.tsx'

/** A list of people: one that is there, or the name of a new one. */
export function ListCombobox(choice: GroupChoice) {
  const t = useTranslations('conditions.builder')
  const { data: lists = [] } = useLists()
  return (
    <GroupCombobox
      {...choice}
      groups={lists}
      placeholder={t('chooseList')}
      searchPlaceholder={t('searchList')}
      allowCustom
    />
  )
}
