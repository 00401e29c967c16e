'use client'

import { useTranslations } from 'next-intl'
import { Controller } from 'react-hook-form'
import { PushConfig } from '#flows/graph/flow.ts'
import { LiquidField } from '../liquid-field.tsx'
import { MessagePreview } from '../message-preview.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'
import { DeliveryRules } from './delivery-rules.tsx'
import { MessageFields } from './message-fields.tsx'

const PICTURES = ['icon', 'image'] as const

export function PushForm({ node, onChange }: NodeFormProps<'push'>) {
  const t = useTranslations('inspector.push')
  const tForm = useTranslations('inspector')
  const form = useLiveForm({ schema: PushConfig, value: node.config, onChange })
  const [status, kind] = form.watch(['status', 'messageKind'])
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
      <ProblemField node={node.id} field="title" label={t('title')}>
        {(control) => (
          <Controller
            control={form.control}
            name="title"
            render={({ field }) => (
              <LiquidField
                {...control}
                placeholder={t('titlePlaceholder')}
                value={field.value}
                onValueChange={field.onChange}
              />
            )}
          />
        )}
      </ProblemField>
      <ProblemField node={node.id} field="body" label={t('body')} hint={t('bodyHint')}>
        {(control) => (
          <Controller
            control={form.control}
            name="body"
            render={({ field }) => (
              <LiquidField
                {...control}
                multiline
                rows={3}
                value={field.value}
                onValueChange={field.onChange}
              />
            )}
          />
        )}
      </ProblemField>
      <ProblemField node={node.id} field="url" label={t('url')} hint={t('urlHint')}>
        {(control) => (
          <Controller
            control={form.control}
            name="url"
            render={({ field }) => (
              <LiquidField
                {...control}
                placeholder="https://"
                value={field.value}
                onValueChange={field.onChange}
              />
            )}
          />
        )}
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
            <Controller
              control={form.control}
              name={name}
              render={({ field }) => (
                <LiquidField
                  {...control}
                  placeholder="https://"
                  value={field.value ?? ''}
                  onValueChange={(address) => field.onChange(address === '' ? undefined : address)}
                />
              )}
            />
          )}
        </ProblemField>
      ))}
      <DeliveryRules
        channel="push"
        smartSending={smartSending ?? true}
        onSmartSending={(on) => form.setValue('smartSending', on ? undefined : false)}
        strict={strict ?? false}
        onStrict={(on) => form.setValue('strict', on || undefined)}
      />
      <MessagePreview node={node} />
    </>
  )
}
