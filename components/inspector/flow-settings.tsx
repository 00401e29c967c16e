'use client'

import { useTranslations } from 'next-intl'
import { updateSettings } from '#flows/graph/edit/set-trigger.ts'
import { PRIORITIES, type Reentry, type FlowSettings as Settings } from '#flows/graph/flow.ts'
import { useEditor, useEditorStore } from '../canvas/use-editor.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { ConditionBuilder } from '../conditions/condition-builder.tsx'
import { DurationInput } from '../conditions/duration-input.tsx'
import { EventCombobox } from '../conditions/event-combobox.tsx'
import { NumberInput } from '../conditions/number-input.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Switch } from '../ui/switch.tsx'
import { ProblemField, ProblemGroup } from './problem-field.tsx'
import { SameKey } from './same-key.tsx'
import { settingsSentences } from './settings-sentences.ts'
import { PERSON_LEAVES, useBuilderScope } from './use-flow-facts.ts'

const MODES: Reentry['mode'][] = ['always', 'when_idle', 'after', 'once']

/** What holds for the flow as a whole, and in plain words what it does together. */
export function FlowSettings() {
  const t = useTranslations('inspector.settings')
  const store = useEditorStore()
  const words = useConditionWords()
  const settings = useEditor((state) => state.history.present.settings)
  const scope = useBuilderScope()
  const set = (part: Partial<Settings>, field: string) =>
    store.edit((flow) => updateSettings(flow, { settings: part }), `settings.${field}`)
  const { reentry, goal, profileFilter, holdoutPercent, latenessLimit, priority } = settings
  return (
    <div className="flex flex-col gap-6">
      <section
        aria-label={t('together')}
        className="rounded-lg bg-muted px-4 py-3 text-sm"
        data-testid="settings-sentence"
      >
        {settingsSentences(settings, scope.key, words, t as never).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
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
        field="settings.goal"
        title={t('goal')}
        hint={t('goalHint')}
        aside={
          <Switch
            aria-label={t('goalSwitch')}
            checked={goal !== null}
            onCheckedChange={(on) =>
              set({ goal: on ? { event: 'Placed Order', sameKey: scope.key !== null } : null }, 'goal')
            }
          />
        }
      >
        {goal !== null && (
          <div className="flex flex-col gap-3">
            <ProblemField node="" field="settings.goal.event" label={t('goalEvent')}>
              {(control) => (
                <EventCombobox
                  {...control}
                  value={goal.event}
                  onValueChange={(event) => set({ goal: { ...goal, event } }, 'goal.event')}
                />
              )}
            </ProblemField>
            <SameKey
              node=""
              field="settings.goal.sameKey"
              checked={goal.sameKey ?? false}
              onChange={(sameKey) => set({ goal: { ...goal, sameKey } }, 'goal.sameKey')}
            />
          </div>
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
          scope={{ ...scope, of: ['profile'], leaves: PERSON_LEAVES }}
        />
      </ProblemGroup>
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
      <ProblemField node="" field="settings.latenessLimit" label={t('lateness')} hint={t('latenessHint')}>
        {(control) => (
          <DurationInput
            {...control}
            value={latenessLimit}
            onValueChange={(limit) => set({ latenessLimit: limit }, 'latenessLimit')}
          />
        )}
      </ProblemField>
      <ProblemGroup node="" field="settings.priority" title={t('priority')} hint={t('priorityHint')}>
        <Segmented
          aria-label={t('priority')}
          className="self-start"
          value={priority}
          onValueChange={(next) => set({ priority: next }, 'priority')}
          options={PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) }))}
        />
      </ProblemGroup>
    </div>
  )
}
