'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Person, personName, usePeople } from '../api/people.ts'
import { Combobox } from '../ui/combobox.tsx'

const MADE_UP = 'made-up'

interface PersonPickerProps {
  id: string
  /** A person's id; null for somebody made up. */
  value: string | null
  onValueChange: (id: string | null) => void
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** Somebody made up, one of the newest people, or whoever an e-mail address, a phone number or an id names. */
export function PersonPicker({ value, onValueChange, ...control }: PersonPickerProps) {
  const t = useTranslations('flows.test')
  const [search, setSearch] = useState('')
  const newest = usePeople('')
  const named = usePeople(search)
  const people = new Map([...(named.data ?? []), ...(newest.data ?? [])].map((one) => [one.id, one]))
  const option = (one: Person) => ({
    value: one.id,
    label: personName(one),
    detail: one.email ?? one.phone ?? one.external_id,
    keywords: [one.email, one.phone, one.external_id].filter((text) => text !== null),
  })
  return (
    <Combobox
      {...control}
      value={value ?? MADE_UP}
      onValueChange={(next) => onValueChange(next === MADE_UP ? null : next)}
      onSearch={setSearch}
      searchPlaceholder={t('findPerson')}
      options={[
        { value: MADE_UP, label: t('madeUp'), detail: t('madeUpHint') },
        ...[...people.values()].map(option),
      ]}
    />
  )
}
