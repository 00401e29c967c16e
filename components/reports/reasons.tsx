'use client'

import { useTranslations } from 'next-intl'
import { useFigures } from './use-figures.ts'

/** Reasons with their counts, in words; a reason without words is shown as it is. */
export function Reasons({
  counts,
  of,
}: {
  counts: Record<string, number>
  of: 'skipped' | 'unsent' | 'exited'
}) {
  const t = useTranslations(`reports.reasons.${of}`)
  const figures = useFigures()
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a)
  if (entries.length === 0) return null
  return (
    <ul className="flex flex-col gap-0.5 [td_&]:items-end text-xs text-muted-foreground">
      {entries.map(([reason, count]) => (
        <li key={reason} className="figures [td_&]:whitespace-nowrap">
          {t.has(reason) ? t(reason) : reason}: {figures.count(count)}
        </li>
      ))}
    </ul>
  )
}

/** All counts together. */
export function totalOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
