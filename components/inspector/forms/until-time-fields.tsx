'use client'

import { useTranslations } from 'next-intl'
import type { UntilTime } from '#flows/schedule/until.ts'
import { NumberInput } from '../../conditions/number-input.tsx'
import { TimeInput } from '../../ui/time-input.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { WeekdayPicker } from '../weekday-picker.tsx'
import { UntilFields, type UntilProps } from './until-fields.tsx'

const MOST_DAYS = 3_660

/** A delay until a time of day. */
export function UntilTimeFields({ node, until, onChange }: UntilProps<UntilTime>) {
  const t = useTranslations('inspector.delay')
  return (
    <UntilFields node={node} until={until} onChange={onChange}>
      {(set) => (
        <>
          <ProblemField node={node} field="until.time" label={t('time')}>
            {(control) => (
              <TimeInput {...control} value={until.time} onValueChange={(time) => set({ time }, 'time')} />
            )}
          </ProblemField>
          <ProblemField node={node} field="until.afterDays" label={t('afterDays')} hint={t('afterDaysHint')}>
            {(control) => (
              <div className="flex items-center gap-2">
                <NumberInput
                  {...control}
                  className="w-20"
                  value={until.afterDays ?? 0}
                  onValueChange={(days) =>
                    set(
                      { afterDays: Math.min(Math.max(Math.round(days ?? 0), 0), MOST_DAYS) || undefined },
                      'afterDays',
                    )
                  }
                />
                <span aria-hidden className="text-sm text-muted-foreground">
                  {t('days')}
                </span>
              </div>
            )}
          </ProblemField>
          <ProblemGroup node={node} field="until.weekdays" title={t('weekdays')} hint={t('weekdaysHint')}>
            <WeekdayPicker
              label={t('weekdays')}
              value={until.weekdays ?? []}
              onChange={(weekdays) =>
                set({ weekdays: weekdays.length > 0 ? weekdays : undefined }, 'weekdays')
              }
            />
          </ProblemGroup>
        </>
      )}
    </UntilFields>
  )
}
