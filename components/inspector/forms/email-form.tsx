'use client'

import { useTranslations } from 'next-intl'
import { Controller } from 'react-hook-form'
import { EmailConfig } from '#flows/graph/flow.ts'
import { cn } from '../../ui/cn.ts'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { BlockList } from '../blocks/block-list.tsx'
import { useInspectorWidth } from '../inspector-width.ts'
import { LiquidText } from '../liquid-text.tsx'
import { MessagePreview } from '../message-preview.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'
import { DeliveryRules } from './delivery-rules.tsx'
import { MessageFields } from './message-fields.tsx'
import { useMessageParts } from './use-message-parts.ts'

export function EmailForm({ node, onChange }: NodeFormProps<'email'>) {
  const t = useTranslations('inspector.email')
  const tForm = useTranslations('inspector')
  const { wide } = useInspectorWidth()
  const form = useLiveForm({ schema: EmailConfig, value: node.config, onChange })
  const from = form.watch('from')
  const { fields, rules } = useMessageParts(node, form)
  const setFrom = (part: { name?: string; email?: string }) => {
    const next = { ...from, ...part }
    const { name, email } = next
    form.setValue(
      'from',
      name || email ? { ...(name ? { name } : {}), ...(email ? { email } : {}) } : undefined,
    )
  }
  return (
    <div className={cn('grid min-w-0 gap-6', wide && 'grid-cols-2')}>
      <div className="flex min-w-0 flex-col gap-5">
        <MessageFields {...fields} />
        <ProblemField node={node.id} field="subject" label={t('subject')}>
          {(control) => (
            <LiquidText
              {...control}
              form={form.control}
              name="subject"
              placeholder={t('subjectPlaceholder')}
            />
          )}
        </ProblemField>
        <ProblemField node={node.id} field="preheader" label={t('preheader')} aside={tForm('optional')}>
          {(control) => (
            <LiquidText
              {...control}
              form={form.control}
              name="preheader"
              placeholder={t('preheaderPlaceholder')}
            />
          )}
        </ProblemField>
        <ProblemGroup node={node.id} field="blocks" title={t('content')}>
          <Controller
            control={form.control}
            name="blocks"
            render={({ field }) => <BlockList node={node.id} value={field.value} onChange={field.onChange} />}
          />
        </ProblemGroup>
        <DeliveryRules {...rules} />
        <details className="group rounded-lg border" open={from !== undefined || undefined}>
          <summary className="px-3 py-2.5 text-sm font-medium">{t('sender')}</summary>
          <div className="flex flex-col gap-4 border-t p-3">
            <p className="text-[13px] text-muted-foreground">{t('senderHint')}</p>
            <Field label={t('fromName')}>
              {(control) => (
                <Input
                  {...control}
                  value={from?.name ?? ''}
                  onChange={(event) => setFrom({ name: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('fromEmail')}>
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  value={from?.email ?? ''}
                  onChange={(event) => setFrom({ email: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('replyTo')}>
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  {...form.register('replyTo', {
                    setValueAs: (text: string | undefined) => text || undefined,
                  })}
                />
              )}
            </Field>
          </div>
        </details>
      </div>
      <div className={cn('min-w-0', wide && 'sticky top-0 self-start')}>
        <MessagePreview node={node} wide={wide} />
      </div>
    </div>
  )
}
