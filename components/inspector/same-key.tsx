'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useEditor } from '../canvas/use-editor.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { keyText } from '../conditions/describe.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { useFieldProblem } from './problem-field.tsx'

/** "Only of this cart": keeps an awaited event to the run's own key. */
export function SameKey({
  node,
  field,
  checked,
  onChange,
}: {
  node: string
  field: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  const t = useTranslations('inspector.wait')
  const words = useConditionWords()
  const id = useId()
  const { error } = useFieldProblem(node, field)
  const trigger = useEditor((state) => state.history.present.trigger)
  const key = trigger?.kind === 'event' ? (trigger.key ?? null) : null
  return (
    <div data-field={field} className="flex items-start gap-2.5">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={checked}
        disabled={key === null && !checked}
        onCheckedChange={(next) => onChange(next === true)}
        aria-describedby={`${id}-hint`}
      />
      <div className="flex flex-col">
        <label htmlFor={id} className="text-sm font-medium">
          {t('sameKey', { of: keyText(key, words) })}
        </label>
        <span id={`${id}-hint`} className="text-[13px] text-muted-foreground">
          {error ?? (key === null ? t('noKey') : t('sameKeyHint', { key }))}
        </span>
      </div>
    </div>
  )
}
