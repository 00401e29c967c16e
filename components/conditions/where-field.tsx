'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { type DraftGroup, draftOf } from './draft.ts'
import { nextId } from './next-id.ts'

/** Draws the condition on an event's own properties. */
export type RenderWhere = (
  where: DraftGroup,
  onChange: (where: DraftGroup) => void,
  event: string,
  onNone: () => void,
) => ReactNode

/** Which of an event's occurrences count: all of them, or those with some properties. */
export function WhereField({
  where,
  onChange,
  event,
  render,
}: {
  where: DraftGroup | null
  onChange: (where: DraftGroup | null) => void
  event: string
  render: RenderWhere
}) {
  const t = useTranslations('conditions.builder')
  if (where !== null) {
    return (
      <div className="flex flex-col gap-1.5">
        <span className="text-[13px] text-muted-foreground">{t('whereTitle')}</span>
        {render(where, onChange, event, () => onChange(null))}
      </div>
    )
  }
  return (
    <Button
      variant="link"
      size="sm"
      className="self-start"
      onClick={() => {
        const first = { id: nextId(), kind: 'property', of: 'event', path: '', op: 'is', value: '' } as const
        onChange({ ...draftOf(null, nextId), members: [first] })
      }}
    >
      {t('where')}
    </Button>
  )
}
