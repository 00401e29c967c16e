'use client'

import { useTranslations } from 'next-intl'
import { Controller } from 'react-hook-form'
import { WhatsappConfig } from '#flows/graph/flow.ts'
import { Input } from '../../ui/input.tsx'
import { MessagePreview } from '../message-preview.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'
import { DeliveryRules } from './delivery-rules.tsx'
import { MessageFields } from './message-fields.tsx'
import { TemplateParameters } from './template-parameters.tsx'
import { TemplatePicker } from './template-picker.tsx'
import { useMessageParts } from './use-message-parts.ts'

export function WhatsappForm({ node, onChange }: NodeFormProps<'whatsapp'>) {
  const t = useTranslations('inspector.whatsapp')
  const form = useLiveForm({ schema: WhatsappConfig, value: node.config, onChange })
  const [template, parameters] = form.watch(['template', 'parameters'])
  const { fields, rules } = useMessageParts(node, form)
  return (
    <>
      <MessageFields {...fields} />
      <TemplatePicker
        node={node.id}
        template={template}
        onPick={(picked, variables) => {
          form.setValue('template', picked)
          if (variables !== null) {
            form.setValue(
              'parameters',
              variables.map(({ in: place, name }) => ({
                in: place,
                name,
                value: parameters.find((one) => one.in === place && one.name === name)?.value ?? '',
              })),
            )
          }
        }}
      />
      <ProblemField node={node.id} field="template.language" label={t('language')} hint={t('languageHint')}>
        {(control) => (
          <Controller
            control={form.control}
            name="template.language"
            render={({ field }) => (
              <Input
                {...control}
                className="w-32"
                value={field.value}
                onChange={(event) => field.onChange(event.target.value)}
                onBlur={field.onBlur}
              />
            )}
          />
        )}
      </ProblemField>
      <TemplateParameters
        node={node.id}
        template={template}
        value={parameters}
        onChange={(next) => form.setValue('parameters', next)}
      />
      <DeliveryRules {...rules} />
      <MessagePreview node={node} />
    </>
  )
}
