'use client'

import { useQuery } from '@tanstack/react-query'
import { Bell as BellIcon, CheckCheck, CircleHelp, Eye, FileWarning, OctagonX, Unplug } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { failedEventsQuery } from '../api/failed-events.ts'
import { waitingQuery } from '../api/messages.ts'
import { noticesQuery } from '../api/notices.ts'
import { failedRunsPath, failingFlowsQuery } from '../api/runs.ts'
import { Button } from '../ui/button.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover.tsx'
import { useRested } from '../ui/use-rested.ts'
import { BellNotices } from './bell-notices.tsx'

const REFRESH_MS = 30_000
const MOST_SHOWN = 99

/** What needs a person, wherever they are: messages that wait, sends that may have failed, events that can't be read, runs that could not go on, and what flows told the team. */
export function Bell() {
  const t = useTranslations('nav.bell')
  const [open, setOpen] = useState(false)
  // after what the page itself asks for
  const often = { refetchInterval: REFRESH_MS, enabled: useRested() }
  const messages = useQuery({ ...waitingQuery, ...often })
  const events = useQuery({ ...failedEventsQuery, ...often })
  const failing = useQuery({ ...failingFlowsQuery, ...often })
  const told = useQuery({ ...noticesQuery, ...often })
  const { review = 0, uncertain = 0, unconnected = 0 } = messages.data ?? {}
  const places = [
    { key: 'review', count: review, icon: Eye, href: '/messages?status=review' },
    { key: 'uncertain', count: uncertain, icon: CircleHelp, href: '/messages?status=uncertain' },
    { key: 'unconnected', count: unconnected, icon: Unplug, href: '/messages?status=unconnected' },
    { key: 'events', count: events.data?.count ?? 0, icon: FileWarning, href: '/settings/events' },
  ].map((one) => ({ ...one, text: t(one.key, { count: one.count }) }))
  const flows = (failing.data?.items ?? []).map(({ id, name, failed }) => ({
    key: id,
    count: failed,
    icon: OctagonX,
    href: failedRunsPath(id),
    text: t('runs', { count: failed, flow: name }),
  }))
  const needs = [...places, ...flows].filter(({ count }) => count > 0)
  const total = needs.reduce((sum, { count }) => sum + count, told.data?.unseen ?? 0)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="relative"
          aria-label={t('label', { count: total })}
          data-testid="bell"
        >
          <BellIcon aria-hidden />
          {total > 0 && (
            <span
              aria-hidden
              className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 text-[10px] leading-none font-semibold text-primary-foreground tabular-nums"
            >
              {total > MOST_SHOWN ? `${MOST_SHOWN}+` : total}
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-80 p-1.5" aria-label={t('title')}>
        <h2 className="px-2.5 pt-1.5 pb-1 text-[13px] font-medium text-muted-foreground">{t('title')}</h2>
        {total === 0 && (
          <p className="flex items-center gap-3 px-2.5 pt-1 pb-2.5 text-sm">
            <CheckCheck aria-hidden className="size-4.5 text-live" />
            {t('empty')}
          </p>
        )}
        <ul className="max-h-96 overflow-y-auto">
          {needs.map(({ key, text, icon: Icon, href }) => (
            <li key={key}>
              <Link
                href={href}
                onClick={() => setOpen(false)}
                className="flex items-center gap-3 rounded-md px-2.5 py-2 text-sm transition-colors hover:bg-accent"
              >
                <Icon aria-hidden className="size-4.5 shrink-0 text-muted-foreground" strokeWidth={1.75} />
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</span>
              </Link>
            </li>
          ))}
        </ul>
        <BellNotices
          notices={told.data?.notices.filter(({ seenAt }) => seenAt === null) ?? []}
          onLeave={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  )
}
