'use client'

import { useTranslations } from 'next-intl'
import type { Reentry } from '#flows/graph/flow.ts'
import { PERSON_SCOPE } from '../../conditions/builder-scope.ts'
import { ConditionBuilder } from '../../conditions/condition-builder.tsx'
import { DurationInput } from '../../conditions/duration-input.tsx'
import { NumberInput } from '../../conditions/number-input.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import type { SettingsProps } from './settings-props.ts'

const MODES: Reentry['mode'][] = ['always', 'when_idle', 'after', 'once']

/** Who enters the flow, how often, and who of them gets no message. */
export function EntrySettings({ settings, set }: SettingsProps) {
  const t = useTranslations('inspector.settings')
  const { reentry, profileFilter, holdoutPercent, latenessLimit } = settings
  return (
    <>
      <ProblemGroup node="" field="settings.reentry" title={t('reentry')}>
        <RadioCards
          aria-label={t('reentry')}
          value={reentry.mode}
          onValueChange={(mode) =>
            set(
              { reentry: mode === 'after' ? { mode, every: { amount: 7, unit: 'days' } } : { mode } },
              'reentry',
            )
          }
          options={MODES.map((mode) => ({
            value: mode,
            label: t(`reentryModes.${mode}`),
            detail: t(`reentryDetails.${mode}`),
          }))}
        />
        {reentry.mode === 'after' && (
          <ProblemField node="" field="settings.reentry.every" label={t('every')}>
            {(control) => (
              <DurationInput
                {...control}
                value={reentry.every}
                onValueChange={(every) => set({ reentry: { mode: 'after', every } }, 'every')}
              />
            )}
          </ProblemField>
        )}
      </ProblemGroup>
      <ProblemGroup
        node=""
        field="settings.profileFilter"
        title={t('profileFilter')}
        hint={t('profileFilterHint')}
      >
        <ConditionBuilder
          label={t('profileFilter')}
          value={profileFilter}
          onChange={(condition) => set({ profileFilter: condition }, 'profileFilter')}
          scope={PERSON_SCOPE}
        />
      </ProblemGroup>
      <ProblemField node="" field="settings.latenessLimit" label={t('lateness')} hint={t('latenessHint')}>
        {(control) => (
          <DurationInput
            {...control}
            value={latenessLimit}
            onValueChange={(limit) => set({ latenessLimit: limit }, 'latenessLimit')}
          />
        )}
      </ProblemField>
      <ProblemField node="" field="settings.holdoutPercent" label={t('holdout')} hint={t('holdoutHint')}>
        {(control) => (
          <div className="flex items-center gap-2">
            <NumberInput
              {...control}
              className="w-20"
              value={holdoutPercent}
              onValueChange={(percent) =>
                set({ holdoutPercent: Math.min(Math.max(percent ?? 0, 0), 100) }, 'holdoutPercent')
              }
            />
            <span aria-hidden className="text-sm text-muted-foreground">
              %
            </span>
          </div>
        )}
      </ProblemField>
    </>
  )
}
