'use client'

import { useTranslations } from 'next-intl'
import type { OwnQuietHours as Hours } from '#flows/sending/own-rules.ts'
import type { SendingSettings } from '../../api/workspace.ts'
import { Select } from '../../ui/select.tsx'
import { TimeInput } from '../../ui/time-input.tsx'
import { ProblemField } from '../problem-field.tsx'

const KINDS = ['shop', 'own', 'none'] as const
type Kind = (typeof KINDS)[number]
const START = { from: '21:00', to: '09:00' }

/** When texts and push messages of this flow wait: as in the whole shop, at its own hours, or never. */
export function OwnQuietHours({
  value,
  shop,
  onChange,
}: {
  value: Hours | undefined
  shop: SendingSettings | undefined
  onChange: (value: Hours | undefined, field: string) => void
}) {
  const t = useTranslations('inspector.settings.quiet')
  const kind: Kind = value === undefined ? 'shop' : value === null ? 'none' : 'own'
  const ofShop = shop?.quietHours ?? null
  const start = () => onChange(ofShop ?? START, 'quietHours')
  return (
    <>
      <ProblemField node="" field="settings.quietHours.kind" label={t('title')} hint={t('hint')}>
        {(control) => (
          <Select<Kind>
            {...control}
            value={kind}
            onValueChange={(next) => {
              if (next === 'own') start()
              else onChange(next === 'none' ? null : undefined, 'quietHours')
            }}
            options={KINDS.map((one) => ({
              value: one,
              label: one === 'shop' ? (ofShop ? t('shop', ofShop) : t('shopNone')) : t(one),
            }))}
          />
        )}
      </ProblemField>
      {value && (
        <div className="grid grid-cols-2 gap-3">
          {(['from', 'to'] as const).map((end) => (
            <ProblemField key={end} node="" field={`settings.quietHours.${end}`} label={t(end)}>
              {(control) => (
                <TimeInput
                  {...control}
                  className="w-full"
                  value={value[end]}
                  onValueChange={(time) => onChange({ ...value, [end]: time }, `quietHours.${end}`)}
                />
              )}
            </ProblemField>
          ))}
        </div>
      )}
    </>
  )
}
