'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { type DraftLeaf, isComplete } from './draft.ts'

/** The box of one condition: what it is about, the button that takes it away, and whether it still lacks something. */
export function LeafFrame({
  leaf,
  head,
  onRemove,
  children,
}: {
  leaf: DraftLeaf
  head: ReactNode
  onRemove: () => void
  children?: ReactNode
}) {
  const t = useTranslations('conditions.builder')
  return (
    <div
      className="flex flex-col gap-2 rounded-lg border bg-card p-2.5"
      data-testid={`condition-${leaf.kind}`}
    >
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">{head}</div>
        <Button variant="ghost" size="icon-sm" aria-label={t('remove')} onClick={onRemove} className="-mr-1">
          <X aria-hidden />
        </Button>
      </div>
      {children}
      {!isComplete(leaf) && <p className="text-[13px] text-muted-foreground">{t('incomplete')}</p>}
    </div>
  )
}
