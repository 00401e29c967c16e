'use client'

import { useTranslations } from 'next-intl'
import { ExitConfig } from '#flows/graph/flow.ts'
import { Input } from '../../ui/input.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'

export function ExitForm({ node, onChange }: NodeFormProps<'exit'>) {
  const t = useTranslations('inspector.exit')
  const form = useLiveForm({ schema: ExitConfig, value: node.config, onChange })
  return (
    <ProblemField node={node.id} field="reason" label={t('reason')} hint={t('hint')}>
      {(control) => <Input {...control} maxLength={200} {...form.register('reason')} />}
    </ProblemField>
  )
}
