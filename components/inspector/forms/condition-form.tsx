'use client'

import { useTranslations } from 'next-intl'
import { Controller } from 'react-hook-form'
import { ConditionConfig } from '#flows/graph/flow.ts'
import { ConditionBuilder } from '../../conditions/condition-builder.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemGroup } from '../problem-field.tsx'
import { useBuilderScope } from '../use-flow-facts.ts'
import { useLiveForm } from '../use-live-form.ts'

export function ConditionForm({ node, onChange }: NodeFormProps<'condition'>) {
  const t = useTranslations('inspector.condition')
  const form = useLiveForm({ schema: ConditionConfig, value: node.config, onChange })
  const scope = useBuilderScope()
  return (
    <ProblemGroup node={node.id} field="if" title={t('if')}>
      <Controller
        control={form.control}
        name="if"
        render={({ field }) => (
          <ConditionBuilder
            label={t('if')}
            value={field.value}
            onChange={(condition) => field.onChange(condition ?? { all: [] })}
            scope={scope}
          />
        )}
      />
      <p className="pt-1 text-[13px] text-muted-foreground">{t('hint')}</p>
    </ProblemGroup>
  )
}
