'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { WebhookConfig } from '#flows/graph/flow.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/input.tsx'
import { LiquidText } from '../liquid-text.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'
import { useRows } from '../use-rows.ts'

export function WebhookForm({ node, onChange }: NodeFormProps<'webhook'>) {
  const t = useTranslations('inspector.webhook')
  const form = useLiveForm({ schema: WebhookConfig, value: node.config, onChange })
  const rows = useRows({
    value: node.config.headers ?? {},
    onChange: (headers) => form.setValue('headers', Object.keys(headers).length > 0 ? headers : undefined),
  })
  return (
    <>
      <ProblemField node={node.id} field="url" label={t('url')} hint={t('urlHint')}>
        {(control) => <LiquidText {...control} form={form.control} name="url" placeholder="https://" />}
      </ProblemField>
      <ProblemGroup node={node.id} field="headers" title={t('headers')}>
        {rows.items.map((row, index) => (
          <div key={row.id} className="flex items-center gap-2">
            <Input
              aria-label={t('headerName', { n: index + 1 })}
              placeholder="X-Header"
              value={row.name}
              onChange={(event) => rows.set(row.id, { name: event.target.value })}
            />
            <Input
              aria-label={t('headerValue', { n: index + 1 })}
              value={row.value}
              onChange={(event) => rows.set(row.id, { value: event.target.value })}
            />
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t('removeHeader', { n: index + 1 })}
              onClick={() => rows.remove(row.id)}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        <Button variant="secondary" size="sm" className="self-start" onClick={rows.add}>
          <Plus aria-hidden />
          {t('addHeader')}
        </Button>
      </ProblemGroup>
      <ProblemField node={node.id} field="body" label={t('body')} hint={t('bodyHint')}>
        {(control) => (
          <LiquidText
            {...control}
            form={form.control}
            name="body"
            optional
            multiline
            rows={6}
            className="font-mono text-[13px]"
          />
        )}
      </ProblemField>
    </>
  )
}
