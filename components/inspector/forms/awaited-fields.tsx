'use client'

import { useTranslations } from 'next-intl'
import type { AwaitedEvent } from '#flows/graph/flow.ts'
import { eventScope } from '../../conditions/builder-scope.ts'
import { ConditionBuilder } from '../../conditions/condition-builder.tsx'
import { EventCombobox } from '../../conditions/event-combobox.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { SameKey } from '../same-key.tsx'

/** An event that is waited for: its name, whether only the run's own cart counts, and with which properties. */
export function AwaitedFields({
  node,
  field,
  label,
  value,
  withWhere = false,
  onChange,
}: {
  node: string
  field: string
  label: string
  value: AwaitedEvent
  withWhere?: boolean
  onChange: (value: AwaitedEvent, field: string) => void
}) {
  const t = useTranslations('inspector')
  return (
    <>
      <ProblemField node={node} field={`${field}.event`} label={label}>
        {(control) => (
          <EventCombobox
            {...control}
            value={value.event}
            onValueChange={(event) => onChange({ ...value, event }, 'event')}
          />
        )}
      </ProblemField>
      <SameKey
        node={node}
        field={`${field}.sameKey`}
        checked={value.sameKey ?? false}
        onChange={(sameKey) => onChange({ ...value, sameKey }, 'sameKey')}
      />
      {withWhere && (
        <ProblemGroup
          node={node}
          field={`${field}.where`}
          title={t('wait.where')}
          aside={<span className="text-[13px] text-muted-foreground">{t('optional')}</span>}
        >
          <ConditionBuilder
            label={t('wait.where')}
            value={value.where}
            onChange={(where) => {
              const { where: _before, ...rest } = value
              onChange(where === null ? rest : { ...rest, where }, 'where')
            }}
            scope={eventScope(value.event)}
          />
        </ProblemGroup>
      )}
    </>
  )
}
