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

export function WhatsappForm({ node, onChange }: NodeFormProps<'whatsapp'>) {
  const t = useTranslations('inspector.whatsapp')
  const form = useLiveForm({ schema: WhatsappConfig, value: node.config, onChange })
  const [status, kind, template, parameters] = form.watch(['status', 'messageKind', 'template', 'parameters'])
  const [smartSending, strict] = form.watch(['smartSending', 'strict'])
  return (
    <>
      <MessageFields
        node={node.id}
        status={status}
        onStatus={(next) => form.setValue('status', next)}
        kind={kind}
        onKind={(next) => form.setValue('messageKind', next)}
      />
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
      <DeliveryRules
        channel="whatsapp"
        smartSending={smartSending ?? true}
        onSmartSending={(on) => form.setValue('smartSending', on ? undefined : false)}
        strict={strict ?? false}
        onStrict={(on) => form.setValue('strict', on || undefined)}
      />
      <MessagePreview node={node} />
    </>
  )
}
