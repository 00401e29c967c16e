'use client'

import { useTranslations } from 'next-intl'
import type { AwaitedEvent, NodeConfig } from '#flows/graph/flow.ts'
import { ConditionBuilder } from '../../conditions/condition-builder.tsx'
import { DurationInput } from '../../conditions/duration-input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { useBuilderScope } from '../use-flow-facts.ts'
import { AwaitedFields } from './awaited-fields.tsx'

export function WaitForm({ node, onChange }: NodeFormProps<'wait'>) {
  const t = useTranslations('inspector.wait')
  const scope = useBuilderScope()
  const { config } = node
  const awaited = config.for
  const sameKey = scope.key !== null
  const setFor = (next: NodeConfig<'wait'>['for'], field: string) => onChange({ ...config, for: next }, field)
  const setRestart = (next: AwaitedEvent | undefined, field: string) => {
    const { restartOn: _before, ...rest } = config
    onChange(next === undefined ? rest : { ...rest, restartOn: next }, field)
  }
  return (
    <>
      <Segmented
        aria-label={t('mode')}
        className="self-start"
        value={'event' in awaited ? 'event' : 'condition'}
        onValueChange={(mode) =>
          setFor(mode === 'event' ? { event: '', sameKey } : { condition: { all: [] } }, 'mode')
        }
        options={(['event', 'condition'] as const).map((value) => ({ value, label: t(`modes.${value}`) }))}
      />
      {'event' in awaited ? (
        <AwaitedFields
          node={node.id}
          field="for"
          label={t('event')}
          value={awaited}
          withWhere
          onChange={(next, field) => setFor(next, `for.${field}`)}
        />
      ) : (
        <ProblemGroup node={node.id} field="for.condition" title={t('condition')} hint={t('conditionHint')}>
          <ConditionBuilder
            label={t('condition')}
            value={awaited.condition}
            onChange={(condition) => setFor({ condition: condition ?? { all: [] } }, 'for.condition')}
            scope={scope}
          />
        </ProblemGroup>
      )}
      <ProblemField node={node.id} field="atMost" label={t('atMost')} hint={t('hint')}>
        {(control) => (
          <DurationInput
            {...control}
            value={config.atMost}
            onValueChange={(atMost) => onChange({ ...config, atMost }, 'atMost')}
          />
        )}
      </ProblemField>
      <ProblemGroup
        node={node.id}
        field="restartOn"
        title={t('restart')}
        hint={t('restartHint')}
        aside={
          <Switch
            aria-label={t('restart')}
            checked={config.restartOn !== undefined}
            onCheckedChange={(on) => setRestart(on ? { event: '', sameKey } : undefined, 'restartOn')}
          />
        }
      >
        {config.restartOn && (
          <AwaitedFields
            node={node.id}
            field="restartOn"
            label={t('restartEvent')}
            value={config.restartOn}
            onChange={(next, field) => setRestart(next, `restartOn.${field}`)}
          />
        )}
      </ProblemGroup>
    </>
  )
}
