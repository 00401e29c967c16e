'use client'

import { Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cn } from '../ui/cn.ts'
import { Tooltip } from '../ui/tooltip.tsx'

export type Metric =
  | 'entered'
  | 'active'
  | 'waiting'
  | 'sent'
  | 'skipped'
  | 'unsent'
  | 'opened'
  | 'clicked'
  | 'orders'
  | 'revenue'
  | 'conversionPerSend'
  | 'people'
  | 'shopOrders'
  | 'shopRevenue'
  | 'attributedRevenue'

/** A metric's name with its exact definition on hover and on focus. */
export function MetricLabel({ metric, className }: { metric: Metric; className?: string }) {
  const t = useTranslations('metrics')
  return (
    <Tooltip content={t(`${metric}.definition`)}>
      <button
        type="button"
        className={cn(
          'group inline-flex cursor-help items-center gap-1 rounded-sm text-left text-[13px] font-medium text-muted-foreground',
          className,
        )}
      >
        {t(`${metric}.name`)}
        <Info
          aria-hidden
          className="size-3 shrink-0 opacity-50 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100"
        />
      </button>
    </Tooltip>
  )
}
