'use client'

import { useTranslations } from 'next-intl'
import { useSession } from '../session.tsx'
import { usePlaceOptions } from '../settings/places.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Select } from '../ui/select.tsx'
import { ProblemField } from './problem-field.tsx'

/** Whose clock a time of day is read from: the person's own (absent) or one that is named. */
export function ZoneField({
  node,
  field,
  value,
  onChange,
}: {
  node: string
  field: string
  value: string | undefined
  onChange: (zone: string | undefined) => void
}) {
  const t = useTranslations('inspector.zone')
  const { timeZones } = usePlaceOptions()
  const { workspace } = useSession()
  const named = value !== undefined && value !== 'profile'
  return (
    <ProblemField node={node} field={field} label={t('label')} hint={named ? undefined : t('ownHint')}>
      {(control) => (
        <div className="flex flex-col gap-2">
          <Select
            {...control}
            value={named ? 'named' : 'own'}
            onValueChange={(kind) => onChange(kind === 'own' ? undefined : workspace.timeZone)}
            options={(['own', 'named'] as const).map((kind) => ({ value: kind, label: t(kind) }))}
          />
          {named && (
            <Combobox aria-label={t('named')} value={value} onValueChange={onChange} options={timeZones} />
          )}
        </div>
      )}
    </ProblemField>
  )
}
