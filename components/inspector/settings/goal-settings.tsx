'use client'

import { useTranslations } from 'next-intl'
import { EventCombobox } from '../../conditions/event-combobox.tsx'
import { Switch } from '../../ui/switch.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { SameKey } from '../same-key.tsx'
import { useBuilderScope } from '../use-flow-facts.ts'
import type { SettingsProps } from './settings-props.ts'

/** The event that the flow is for. */
export function GoalSettings({ settings: { goal }, set }: SettingsProps) {
  const t = useTranslations('inspector.settings')
  const scope = useBuilderScope()
  return (
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
  )
}
