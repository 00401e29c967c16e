'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { TestEvent } from '../api/test-flow.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Textarea } from '../ui/textarea.tsx'

interface EventEditorProps {
  /** The event that the shown run began with. */
  shown: ({ name: string } & TestEvent) | null
  changed: boolean
  onChange: (event: TestEvent | null) => void
}

/** The event that lets the person in: the newest that came, or what somebody makes of it. */
export function EventEditor({ shown, changed, onChange }: EventEditorProps) {
  const t = useTranslations('flows.test.event')
  const te = useTranslations('errors.field')
  const [draft, setDraft] = useState<{ properties: string; value: string } | null>(null)
  if (shown === null) return null
  const { properties, value } = draft ?? {
    properties: JSON.stringify(shown.properties, null, 2),
    value: shown.value ?? '',
  }
  const read = objectIn(properties)
  const badValue = value.trim() !== '' && !/^\d+([.,]\d+)?$/.test(value.trim())
  const apply = () => {
    if (read === null || badValue) return
    onChange({ properties: read, value: value.trim().replace(',', '.') || null, currency: shown.currency })
  }
  return (
    <details className="group">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md text-sm font-medium">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted-foreground transition-transform group-open:rotate-90"
        />
        {t('title', { event: shown.name })}
        {changed && <span className="text-xs font-normal text-muted-foreground">{t('changed')}</span>}
      </summary>
      <form
        className="mt-3 flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <Field label={t('value')} error={badValue ? te('invalid_format') : undefined}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={value}
              onChange={(event) => setDraft({ properties, value: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('properties')} error={read === null ? t('notJson') : undefined}>
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              spellCheck={false}
              className="font-mono text-[13px]"
              value={properties}
              onChange={(event) => setDraft({ properties: event.target.value, value })}
            />
          )}
        </Field>
        <div className="flex gap-2">
          <Button type="submit" size="sm" variant="secondary" disabled={read === null || badValue}>
            {t('apply')}
          </Button>
          {(changed || draft !== null) && (
            <Button
              type="button"
              size="sm"
              variant="ghost"
              onClick={() => {
                setDraft(null)
                onChange(null)
              }}
            >
              {t('reset')}
            </Button>
          )}
        </div>
      </form>
    </details>
  )
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
