'use client'

import { useTranslations } from 'next-intl'
import { NotifyConfig } from '#flows/graph/flow.ts'
import { Input } from '../../ui/input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { LiquidText } from '../liquid-text.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { useLiveForm } from '../use-live-form.ts'

const TEAM = 'team'

export function NotifyForm({ node, onChange }: NodeFormProps<'notify'>) {
  const t = useTranslations('inspector.notify')
  const form = useLiveForm({ schema: NotifyConfig, value: node.config, onChange })
  const to = form.watch('to')
  const who = to.trim().toLowerCase() === TEAM ? TEAM : 'addresses'
  return (
    <>
      <ProblemGroup node={node.id} field="to" title={t('to')} hint={t(`hints.${who}`)}>
        <Segmented
          aria-label={t('to')}
          className="self-start"
          value={who}
          onValueChange={(next) => form.setValue('to', next === TEAM ? TEAM : '')}
          options={([TEAM, 'addresses'] as const).map((value) => ({ value, label: t(`who.${value}`) }))}
        />
        {who === 'addresses' && (
          <Input
            aria-label={t('addresses')}
            placeholder="depo@example.com, ayse@example.com"
            maxLength={1_000}
            {...form.register('to')}
          />
        )}
      </ProblemGroup>
      <ProblemField node={node.id} field="text" label={t('text')}>
        {(control) => <LiquidText {...control} form={form.control} name="text" multiline rows={4} />}
      </ProblemField>
    </>
  )
}
