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

const ENCODINGS = { gsm7: 'GSM-7', ucs2: 'Unicode' } as const

export function SmsForm({ node, onChange }: NodeFormProps<'sms'>) {
  const t = useTranslations('inspector.sms')
  const form = useLiveForm({ schema: SmsConfig, value: node.config, onChange })
  const [status, kind, text] = form.watch(['status', 'messageKind', 'text'])
  const [smartSending, strict] = form.watch(['smartSending', 'strict'])
  const { units, parts, encoding } = smsParts(text)
  return (
    <>
      <MessageFields
        node={node.id}
        status={status}
        onStatus={(next) => form.setValue('status', next)}
        kind={kind}
        onKind={(next) => form.setValue('messageKind', next)}
      />
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
      <DeliveryRules
        channel="sms"
        smartSending={smartSending ?? true}
        onSmartSending={(on) => form.setValue('smartSending', on ? undefined : false)}
        strict={strict ?? false}
        onStrict={(on) => form.setValue('strict', on || undefined)}
      />
      <MessagePreview node={node} />
    </>
  )
}
