'use client'

import { useTranslations } from 'next-intl'
import { PushConfig } from '#flows/graph/flow.ts'
import { LiquidText } from '../liquid-text.tsx'
import { MessagePreview } from '../message-preview.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'
import { DeliveryRules } from './delivery-rules.tsx'
import { MessageFields } from './message-fields.tsx'
import { useMessageParts } from './use-message-parts.ts'

const PICTURES = ['icon', 'image'] as const

export function PushForm({ node, onChange }: NodeFormProps<'push'>) {
  const t = useTranslations('inspector.push')
  const tForm = useTranslations('inspector')
  const form = useLiveForm({ schema: PushConfig, value: node.config, onChange })
  const { fields, rules } = useMessageParts(node, form)
  return (
    <>
      <MessageFields {...fields} />
      <ProblemField node={node.id} field="title" label={t('title')}>
        {(control) => (
          <LiquidText {...control} form={form.control} name="title" placeholder={t('titlePlaceholder')} />
        )}
      </ProblemField>
      <ProblemField node={node.id} field="body" label={t('body')} hint={t('bodyHint')}>
        {(control) => <LiquidText {...control} form={form.control} name="body" multiline rows={3} />}
      </ProblemField>
      <ProblemField node={node.id} field="url" label={t('url')} hint={t('urlHint')}>
        {(control) => <LiquidText {...control} form={form.control} name="url" placeholder="https://" />}
      </ProblemField>
      {PICTURES.map((name) => (
        <ProblemField
          key={name}
          node={node.id}
          field={name}
          label={t(name)}
          hint={t(`${name}Hint`)}
          aside={tForm('optional')}
        >
          {(control) => (
            <LiquidText {...control} form={form.control} name={name} placeholder="https://" optional />
          )}
        </ProblemField>
      ))}
      <DeliveryRules {...rules} />
      <MessagePreview node={node} />
    </>
  )
}
