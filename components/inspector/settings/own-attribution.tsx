'use client'

import { useTranslations } from 'next-intl'
import { type Attribution, LONGEST_ATTRIBUTION_DAYS, USUAL_ATTRIBUTION } from '#flows/sending/own-rules.ts'
import { NumberInput } from '../../conditions/number-input.tsx'
import { ProblemField } from '../problem-field.tsx'
import { OwnRule } from './own-rule.tsx'

/** For how long after a click or an open an order counts for this flow. */
export function OwnAttribution({
  value,
  onChange,
}: {
  value: Attribution | undefined
  onChange: (value: Attribution | undefined, field: string) => void
}) {
  const t = useTranslations('inspector.settings.attribution')
  return (
    <OwnRule
      field="settings.attribution"
      title={t('title')}
      usual={t('usual', { days: USUAL_ATTRIBUTION.clickDays })}
      label={t('own')}
      on={value !== undefined}
      onToggle={(on) => onChange(on ? USUAL_ATTRIBUTION : undefined, 'attribution')}
    >
      <p className="text-[13px] text-muted-foreground">{t('hint')}</p>
      {value && (
        <div className="grid grid-cols-2 gap-3">
          {(['clickDays', 'openDays'] as const).map((touch) => (
            <ProblemField key={touch} node="" field={`settings.attribution.${touch}`} label={t(touch)}>
              {(control) => (
                <div className="flex items-center gap-2">
                  <NumberInput
                    {...control}
                    className="w-20"
                    value={value[touch]}
                    onValueChange={(days) =>
                      onChange(
                        {
                          ...value,
                          [touch]: Math.min(Math.max(Math.round(days ?? 0), 0), LONGEST_ATTRIBUTION_DAYS),
                        },
                        `attribution.${touch}`,
                      )
                    }
                  />
                  <span aria-hidden className="text-sm text-muted-foreground">
                    {t('days')}
                  </span>
                </div>
              )}
            </ProblemField>
          ))}
        </div>
      )}
    </OwnRule>
  )
}
