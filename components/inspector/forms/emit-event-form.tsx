'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Json } from '#flows/json.ts'
import { EventCombobox } from '../../conditions/event-combobox.tsx'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/input.tsx'
import { LiquidField } from '../liquid-field.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { typedValue, writtenText } from '../typed-text.ts'
import { useRows } from '../use-rows.ts'

export function EmitEventForm({ node, onChange }: NodeFormProps<'emit_event'>) {
  const t = useTranslations('inspector.emit_event')
  const { config } = node
  const rows = useRows({
    value: Object.fromEntries(
      Object.entries(config.properties).map(([name, value]) => [name, writtenText(value as Json)]),
    ),
    onChange: (properties) =>
      onChange(
        {
          ...config,
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, value]) => [name, typedValue(value)]),
          ),
        },
        'properties',
      ),
  })
  return (
    <>
      <ProblemField node={node.id} field="event" label={t('event')} hint={t('hint')}>
        {(control) => (
          <EventCombobox
            {...control}
            value={config.event}
            onValueChange={(event) => onChange({ ...config, event }, 'event')}
          />
        )}
      </ProblemField>
      <ProblemGroup node={node.id} field="properties" title={t('properties')} hint={t('propertiesHint')}>
        {rows.items.map((row, index) => (
          <div key={row.id} className="flex items-start gap-2">
            <Input
              className="w-2/5"
              aria-label={t('name', { n: index + 1 })}
              placeholder={t('namePlaceholder')}
              value={row.name}
              onChange={(event) => rows.set(row.id, { name: event.target.value })}
            />
            <div className="min-w-0 flex-1">
              <LiquidField
                aria-label={t('value', { n: index + 1 })}
                placeholder={t('valuePlaceholder')}
                value={row.value}
                onValueChange={(value) => rows.set(row.id, { value })}
              />
            </div>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t('remove', { n: index + 1 })}
              onClick={() => rows.remove(row.id)}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        <Button variant="secondary" size="sm" className="self-start" onClick={rows.add}>
          <Plus aria-hidden />
          {t('add')}
        </Button>
      </ProblemGroup>
    </>
  )
}
