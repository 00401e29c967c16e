'use client'

import { useTranslations } from 'next-intl'
import { smsParts } from '#flows/content/sms-parts.ts'
import { SmsConfig } from '#flows/graph/flow.ts'
import { LiquidText } from '../liquid-text.tsx'
import { MessagePreview } from '../message-preview.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'
import { DeliveryRules } from './delivery-rules.tsx'
import { MessageFields } from './message-fields.tsx'
import { useMessageParts } from './use-message-parts.ts'

const ENCODINGS = { gsm7: 'GSM-7', ucs2: 'Unicode' } as const

export function SmsForm({ node, onChange }: NodeFormProps<'sms'>) {
  const t = useTranslations('inspector.sms')
  const form = useLiveForm({ schema: SmsConfig, value: node.config, onChange })
  const text = form.watch('text')
  const { fields, rules } = useMessageParts(node, form)
  const { units, parts, encoding } = smsParts(text)
  return (
    <>
      <MessageFields {...fields} />
      <ProblemField
        node={node.id}
        field="text"
        label={t('text')}
        hint={
          <>
            <span className="figures font-medium text-foreground">
              {t('counter', { characters: units, parts, encoding: ENCODINGS[encoding] })}
            </span>{' '}
            {text.includes('{') && t('counterHint')}
          </>
        }
      >
        {(control) => <LiquidText {...control} form={form.control} name="text" multiline rows={5} />}
      </ProblemField>
      <DeliveryRules {...rules} />
      <MessagePreview node={node} />
    </>
  )
}
