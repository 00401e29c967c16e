'use client'

import { useTranslations } from 'next-intl'
import { useConditionWords } from '../canvas/use-words.ts'
import { pathName } from '../conditions/describe.ts'
import { PROFILE_PATHS, useEventPaths } from '../conditions/use-paths.ts'
import { typeOf } from '../conditions/value-type.ts'
import { Combobox } from '../ui/combobox.tsx'

/** A date of the person, or of the trigger event where one is given; any other path may be typed. */
export function DatePathCombobox({
  value,
  event,
  onValueChange,
  ...control
}: {
  /** `profile.birthday` */
  value: string
  event: string | null
  onValueChange: (path: string) => void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}) {
  const t = useTranslations('inspector.date')
  const words = useConditionWords()
  const eventPaths = useEventPaths(event)
  const option = (root: 'profile' | 'event', path: string) => ({
    value: `${root}.${path}`,
    label: pathName(path, words),
    detail: `${root}.${path}`,
    group: t(`of.${root}`),
  })
  const options = [
    ...PROFILE_PATHS.filter((path) => typeOf(path, undefined) === 'date').map((path) =>
      option('profile', path),
    ),
    ...(event === null
      ? []
      : eventPaths
          .filter(({ path, example }) => typeOf(path, example) === 'date')
          .map(({ path }) => option('event', path))),
  ]
  return (
    <Combobox
      {...control}
      value={value === '' ? undefined : value}
      onValueChange={(typed) => {
        const path = typed.trim().slice(0, 500)
        onValueChange(/^(profile|event|webhook)\./.test(path) ? path : `profile.${path}`)
      }}
      options={options}
      placeholder={t('choose')}
      searchPlaceholder={t('search')}
      allowCustom
    />
  )
}
