'use client'

import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import type { FlowSummary } from '../api/flows.ts'
import { useFormat } from '../format.ts'
import { Badge } from '../ui/badge.tsx'

/** The flow's name, which opens it wherever its row is pressed, with what starts it. */
export function FlowName({ flow }: { flow: FlowSummary }) {
  const t = useTranslations('flows')
  return (
    <div className="flex min-w-0 flex-col">
      <Link
        href={`/flows/${flow.id}`}
        className="truncate font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
      >
        {flow.name}
      </Link>
      <span className="truncate text-[13px] text-muted-foreground">
        {flow.triggerLabel ?? t('noTrigger')}
      </span>
    </div>
  )
}

const TAGS_SHOWN = 3

/** The first of a flow's tags, and how many more there are. */
export function FlowTags({ tags }: { tags: string[] }) {
  const t = useTranslations('flows.list')
  const { list } = useFormatter()
  const hidden = tags.slice(TAGS_SHOWN)
  if (tags.length === 0) return null
  return (
    <ul aria-label={t('tagsInUse')} className="flex min-w-0 flex-wrap items-center gap-1">
      {tags.slice(0, TAGS_SHOWN).map((tag) => (
        <li key={tag} className="flex max-w-40">
          <Badge className="min-w-0 shrink" title={tag}>
            <span className="truncate">{tag}</span>
          </Badge>
        </li>
      ))}
      {hidden.length > 0 && (
        <li className="text-xs text-muted-foreground" title={hidden.join(', ')}>
          <span aria-hidden>+{hidden.length}</span>
          <span className="sr-only">{t('moreTagsOf', { tags: list(hidden) })}</span>
        </li>
      )}
    </ul>
  )
}

/** What a flow earned in all, in every currency. */
export function FlowRevenue({ flow }: { flow: FlowSummary }) {
  const format = useFormat()
  const sums = flow.revenue ?? []
  if (sums.length === 0) return '–'
  return (
    <span className="flex flex-col items-end">
      {sums.map(({ amount, currency }) => (
        <span key={currency}>{format.money(amount, currency)}</span>
      ))}
    </span>
  )
}
