'use client'

import { Mail, Workflow, Zap } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { JsonObject } from '#flows/json.ts'
import { type TimelineItem, useTimeline } from '../api/person.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { cn } from '../ui/cn.ts'

const ICONS = { event: Zap, message: Mail, run: Workflow } as const
const FAMILIES = { event: 'trigger', message: 'message', run: 'logic' } as const

/** What happened with a person, the newest first. */
export function PersonTimeline({ id }: { id: string }) {
  const t = useTranslations('people')
  const timeline = useTimeline(id)
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card data-testid="person-timeline">
      <CardHeader
        title={t('timeline')}
        description={timeline.isSuccess && items.length === 0 ? t('nothingYet') : undefined}
      />
      {items.length > 0 && (
        <ol className="divide-y border-t">
          {items.map((item) => (
            <TimelineRow key={`${item.kind} ${item.id}`} item={item} />
          ))}
        </ol>
      )}
      {timeline.hasNextPage && (
        <div className="flex justify-center border-t p-3">
          <Button
            variant="secondary"
            busy={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function TimelineRow({ item }: { item: TimelineItem }) {
  const t = useTranslations('people')
  const format = useFormat()
  const Icon = ICONS[item.kind]
  const { value, currency } = item.detail
  return (
    <li className="flex gap-3 px-5 py-3">
      <span
        aria-hidden
        data-family={FAMILIES[item.kind]}
        className="grid size-8 shrink-0 place-items-center rounded-md bg-(--family-soft) text-(--family)"
      >
        <Icon className="size-4" />
      </span>
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex flex-wrap justify-between gap-x-3">
          <span className="min-w-0 font-medium break-words">
            {item.kind === 'run'
              ? t('entered', { flow: item.flow?.name ?? '—' })
              : item.kind === 'message'
                ? (item.title ?? t('message'))
                : item.title}
            {typeof value === 'string' && (
              <span className="figures ml-2 font-normal text-muted-foreground">
                {format.money(value, typeof currency === 'string' ? currency : null)}
              </span>
            )}
          </span>
          <time
            dateTime={item.at}
            title={format.dateTime(item.at)}
            className="text-[13px] text-muted-foreground"
          >
            {format.relative(item.at)}
          </time>
        </p>
        {item.kind === 'message' && (
          <p className="text-[13px] text-muted-foreground">
            {item.flow?.name}
            {' · '}
            <Link href={`/messages?message=${item.id}`} className="text-link hover:underline">
              {t('showMessage')}
            </Link>
          </p>
        )}
        {item.kind === 'run' && item.flow && (
          <Link href={`/flows/${item.flow.id}/why`} className="text-[13px] text-link hover:underline">
            {t('why')}
          </Link>
        )}
        {item.kind === 'event' && <Properties properties={item.detail.properties as JsonObject} />}
      </div>
    </li>
  )
}

function Properties({ properties }: { properties: JsonObject }) {
  const t = useTranslations('people')
  const entries = Object.entries(properties)
  if (entries.length === 0) return null
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-[13px] text-link">{t('details')}</summary>
      <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-[13px]">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className={cn('min-w-0 break-words', typeof value === 'object' && 'font-mono text-xs')}>
              {typeof value === 'object' ? JSON.stringify(value) : String(value)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
