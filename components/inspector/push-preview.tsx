'use client'

import { BellRing } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { MessagePreview } from '../api/message-preview.ts'

/** A notification much as browsers show it; each has a look of its own. */
export function PushPreview({ preview }: { preview: MessagePreview }) {
  const t = useTranslations('inspector.push')
  const { subject, text, push } = preview
  return (
    <div className="max-w-96 overflow-hidden rounded-xl border bg-card shadow-sm">
      <div className="flex items-start gap-3 p-3.5">
        {push?.icon ? (
          // biome-ignore lint/performance/noImgElement: any shop's picture, drawn as it is
          <img src={push.icon} alt="" className="size-10 shrink-0 rounded-md object-cover" />
        ) : (
          <span className="grid size-10 shrink-0 place-items-center rounded-md bg-step-message-soft text-step-message">
            <BellRing aria-hidden className="size-5" />
          </span>
        )}
        <div className="min-w-0 text-sm">
          <p className="font-semibold [overflow-wrap:anywhere]">{subject}</p>
          <p className="whitespace-pre-wrap text-muted-foreground [overflow-wrap:anywhere]">{text}</p>
        </div>
      </div>
      {push?.image && (
        // biome-ignore lint/performance/noImgElement: any shop's picture, drawn as it is
        <img src={push.image} alt="" className="max-h-48 w-full object-cover" />
      )}
      {push?.url && (
        <p className="truncate border-t px-3.5 py-2 text-xs text-muted-foreground">
          {t('opens', { url: push.url })}
        </p>
      )}
    </div>
  )
}
