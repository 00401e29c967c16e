'use client'

import { useTranslations } from 'next-intl'
import type { SeenPath } from '../api/seen-events.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { Combobox } from '../ui/combobox.tsx'
import { pathName } from './describe.ts'
import { exampleText } from './use-paths.ts'

/** A property by its path: those that are known, or any other. */
export function PathCombobox({
  value,
  onValueChange,
  paths,
  placeholder,
  ...control
}: {
  value: string
  onValueChange: (path: string) => void
  paths: readonly SeenPath[]
  placeholder?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}) {
  const t = useTranslations('conditions.builder')
  const words = useConditionWords()
  const options = paths.map(({ path, example }) => {
    const name = pathName(path, words)
    const detail = [name === path ? null : name, exampleText(example)].filter((part) => part).join(' · ')
    return { value: path, label: path, ...(detail ? { detail, keywords: [name] } : {}) }
  })
  return (
    <Combobox
      {...control}
      value={value === '' ? undefined : value}
      onValueChange={(next) => onValueChange(next.trim().slice(0, 512))}
      options={options}
      placeholder={placeholder ?? t('choosePath')}
      searchPlaceholder={t('searchPath')}
      allowCustom
    />
  )
}
