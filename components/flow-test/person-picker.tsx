'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Person, personName, usePeople } from '../api/people.ts'
import { Combobox } from '../ui/combobox.tsx'

const MADE_UP = 'made-up'

interface PersonPickerProps {
  id: string
  /** A person's id; null for somebody made up, or nobody yet. */
  value: string | null
  /** Offers somebody made up. */
  madeUp?: boolean
  onValueChange: (id: string | null) => void
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** Somebody made up, one of the newest people, or whoever an e-mail address, a phone number or an id names. */
export function PersonPicker({ value, madeUp = false, onValueChange, ...control }: PersonPickerProps) {
  const t = useTranslations('flows.test')
  const [search, setSearch] = useState('')
  const newest = usePeople('')
  const named = usePeople(search)
  const people = new Map([...(named.data ?? []), ...(newest.data ?? [])].map((one) => [one.id, one]))
  const option = (one: Person) => ({
    value: one.id,
    label: personName(one) ?? '—',
    detail: one.email ?? one.phone ?? one.external_id,
    keywords: [one.email, one.phone, one.external_id].filter((text) => text !== null),
  })
  return (
    <Combobox
      {...control}
      value={value ?? (madeUp ? MADE_UP : undefined)}
      placeholder={t('choosePerson')}
      onValueChange={(next) => onValueChange(next === MADE_UP ? null : next)}
      onSearch={setSearch}
      searchPlaceholder={t('findPerson')}
      options={[
        ...(madeUp ? [{ value: MADE_UP, label: t('madeUp'), detail: t('madeUpHint') }] : []),
        ...[...people.values()].map(option),
      ]}
    />
  )
}
