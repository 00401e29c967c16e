'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Combobox, type ComboboxOption } from '../ui/combobox.tsx'

/** What the picker of a group is given, beside what says which kind it is. */
export interface GroupChoice {
  value: string
  onValueChange: (group: string) => void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A list or a segment by its name, with how many people it has. One that is named by its name is found by it. */
export function GroupCombobox({
  groups,
  further = [],
  value,
  onValueChange,
  ...control
}: GroupChoice & {
  groups: readonly { id: string; name: string; members: number }[]
  further?: readonly ComboboxOption[]
  placeholder: string
  searchPlaceholder: string
  allowCustom?: boolean
}) {
  const t = useTranslations('conditions.builder')
  const number = new Intl.NumberFormat(useLocale())
  const known = groups.find((group) => group.name === value)?.id ?? value
  return (
    <Combobox
      {...control}
      value={known === '' ? undefined : known}
      onValueChange={(next) => onValueChange(next.trim().slice(0, 200))}
      options={[
        ...groups.map(({ id, name, members }) => ({
          value: id,
          label: name,
          detail: t('listMembers', { count: members, people: number.format(members) }),
        })),
        ...further,
      ]}
    />
  )
}
