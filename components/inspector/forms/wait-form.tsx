'use client'

import { useTranslations } from 'next-intl'
import { Controller } from 'react-hook-form'
import { WaitConfig } from '#flows/graph/flow.ts'
import { ConditionBuilder } from '../../conditions/condition-builder.tsx'
import { DurationInput } from '../../conditions/duration-input.tsx'
import { EventCombobox } from '../../conditions/event-combobox.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { SameKey } from '../same-key.tsx'
import { useLiveForm } from '../use-live-form.ts'

export function WaitForm({ node, onChange }: NodeFormProps<'wait'>) {
  const t = useTranslations('inspector')
  const form = useLiveForm({ schema: WaitConfig, value: node.config, onChange })
  const event = form.watch('for.event')
  return (
    <>
      <ProblemField node={node.id} field="for.event" label={t('wait.event')}>
        {(control) => (
          <Controller
            control={form.control}
            name="for.event"
            render={({ field }) => (
              <EventCombobox {...control} value={field.value} onValueChange={field.onChange} />
            )}
          />
        )}
      </ProblemField>
      <Controller
        control={form.control}
        name="for.sameKey"
        render={({ field }) => (
          <SameKey
            node={node.id}
            field="for.sameKey"
            checked={field.value ?? false}
            onChange={field.onChange}
          />
        )}
      />
      <ProblemField node={node.id} field="atMost" label={t('wait.atMost')} hint={t('wait.hint')}>
        {(control) => (
          <Controller
            control={form.control}
            name="atMost"
            render={({ field }) => (
              <DurationInput {...control} value={field.value} onValueChange={field.onChange} />
            )}
          />
        )}
      </ProblemField>
      <ProblemGroup
        node={node.id}
        field="for.where"
        title={t('wait.where')}
        aside={<span className="text-[13px] text-muted-foreground">{t('optional')}</span>}
      >
        <Controller
          control={form.control}
          name="for.where"
          render={({ field }) => (
            <ConditionBuilder
              label={t('wait.where')}
              value={field.value}
              onChange={(where) => field.onChange(where ?? undefined)}
              scope={{ of: ['event'], history: false, event, key: null }}
            />
          )}
        />
      </ProblemGroup>
    </>
  )
}
