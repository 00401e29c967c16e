'use client'

import { useTranslations } from 'next-intl'
import { Controller } from 'react-hook-form'
import { DelayConfig } from '#flows/graph/flow.ts'
import { DurationInput } from '../../conditions/duration-input.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'

export function DelayForm({ node, onChange }: NodeFormProps<'delay'>) {
  const t = useTranslations('inspector.delay')
  const form = useLiveForm({ schema: DelayConfig, value: node.config, onChange })
  return (
    <ProblemField node={node.id} field="for" label={t('for')} hint={t('hint')}>
      {(control) => (
        <Controller
          control={form.control}
          name="for"
          render={({ field }) => (
            <DurationInput {...control} value={field.value} onValueChange={field.onChange} />
          )}
        />
      )}
    </ProblemField>
  )
}
