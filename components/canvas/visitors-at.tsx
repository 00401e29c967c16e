'use client'

import { useTranslations } from 'next-intl'
import { useEditor } from './use-editor.ts'

/** Who else has this step open, on its card. */
export function VisitorsAt({ id }: { id: string }) {
  const t = useTranslations('canvas.others')
  const names = useEditor((state) => state.visitorsAt.get(id)?.join(', '))
  if (names === undefined) return null
  return (
    <span className="absolute -top-2.5 left-3 max-w-60 truncate rounded-full border bg-step-trigger-soft px-2 text-[11px] leading-[18px] font-medium text-step-trigger">
      {t('at', { names })}
    </span>
  )
}
