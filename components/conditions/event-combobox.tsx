'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { VOCABULARY } from '#flows/events/vocabulary.ts'
import { useSeenEvents } from '../api/seen-events.ts'
import { Combobox } from '../ui/combobox.tsx'

/** An event by name: those the shop has sent first, then the common ones, or any other. */
export function EventCombobox({
  value,
  onValueChange,
  ...control
}: {
  value: string
  onValueChange: (event: string) => void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}) {
  const t = useTranslations('conditions.builder')
  const glosses = useTranslations('nodes.events')
  const { data: seen } = useSeenEvents()
  const options = useMemo(() => {
    const option = (name: string, group: string) => {
      const gloss = name.replaceAll(' ', '_') as 'Placed_Order'
      const detail = glosses.has(gloss) ? glosses(gloss) : undefined
      return { value: name, label: name, group, ...(detail ? { detail, keywords: [detail] } : {}) }
    }
    const names = new Set(seen?.map((event) => event.name) ?? [])
    return [
      ...[...names].map((name) => option(name, t('seenEvents'))),
      ...VOCABULARY.filter((name) => !names.has(name)).map((name) => option(name, t('knownEvents'))),
    ]
  }, [seen, t, glosses])
  return (
    <Combobox
      {...control}
      value={value === '' ? undefined : value}
      onValueChange={(next) => onValueChange(next.trim().slice(0, 128))}
      options={options}
      placeholder={t('chooseEvent')}
      searchPlaceholder={t('searchEvent')}
      allowCustom
    />
  )
}
