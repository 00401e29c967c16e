'use client'

import { Download, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import {
  type CountedPerson,
  type Figure,
  type FigureScope,
  peoplePath,
  useFigurePeople,
} from '../api/flow-report.ts'
import { personName } from '../api/people.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useReason } from '../messages/message-state.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet, SheetContent } from '../ui/sheet.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { useOpenFlow } from './open-flow.ts'
import { useSpotName } from './use-spot-name.ts'

/** What the people behind a figure are called. */
export function useFigureTitle({ of, node, branch }: Figure): string {
  const t = useTranslations('canvas.people.titles')
  const spot = useSpotName({ from: node, branch })
  const what = of === 'entered' && node === TRIGGER_ID ? 'enteredFlow' : of
  return t(what, { step: spot.step, branch: spot.branch ?? 'none' })
}

/** Who is behind a figure, beside the canvas; on a phone in a sheet from below. */
export function PeopleBehind({
  figure,
  scope,
  onClose,
}: {
  figure: Figure
  scope: FigureScope
  onClose: () => void
}) {
  const t = useTranslations('canvas.people')
  const narrow = useNarrow()
  const title = useFigureTitle(figure)
  const list = <People figure={figure} scope={scope} />
  if (narrow) {
    return (
      <Sheet open onOpenChange={(open) => !open && onClose()}>
        <SheetContent side="bottom" title={title} className="h-[82dvh]" data-testid="people-behind">
          <div className="min-h-0 flex-1 overflow-y-auto">{list}</div>
        </SheetContent>
      </Sheet>
    )
  }
  return (
    <aside
      aria-label={title}
      data-testid="people-behind"
      className="flex h-full w-95 shrink-0 flex-col border-l bg-card motion-safe:animate-slide-left"
    >
      <div className="flex min-h-14 shrink-0 items-center gap-2.5 border-b py-2 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 text-sm font-semibold [overflow-wrap:anywhere]">{title}</h2>
        <Button variant="ghost" size="icon-sm" aria-label={t('close')} onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">{list}</div>
    </aside>
  )
}

function People({ figure, scope }: { figure: Figure; scope: FigureScope }) {
  const t = useTranslations('canvas.people')
  const errorText = useErrorText()
  const { id } = useOpenFlow()
  const people = useFigurePeople(id, scope, figure)
  if (people.isError) {
    return (
      <Alert tone="error" className="m-4">
        {errorText(people.error)}
      </Alert>
    )
  }
  if (people.data === undefined) return <Skeleton className="m-4 h-64" />
  const rows = people.data.pages.flatMap(({ items }) => items)
  return (
    <>
      <div className="flex items-center justify-between gap-3 px-4 py-2.5">
        <p className="text-[13px] text-muted-foreground">{t(figure.of === 'waiting' ? 'now' : 'hint')}</p>
        <Button asChild variant="secondary" size="sm">
          <a href={`${peoplePath(id, scope, figure)}&format=csv`} download>
            <Download aria-hidden />
            {t('csv')}
          </a>
        </Button>
      </div>
      {rows.length === 0 && <p className="px-4 py-6 text-sm text-muted-foreground">{t('nobody')}</p>}
      <ul className="divide-y border-y">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {people.hasNextPage && (
        <div className="p-4">
          <Button
            variant="secondary"
            size="sm"
            busy={people.isFetchingNextPage}
            onClick={() => void people.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Row({ row }: { row: CountedPerson }) {
  const t = useTranslations('canvas.people')
  const format = useFormat()
  const reasonOf = useReason()
  const { id } = useOpenFlow()
  const { profile, amount, currency, reason, versionNumber } = row
  const name = personName(profile) ?? t('noName')
  const address = profile.email ?? profile.phone
  const why = reason && (reasonOf({ status: 'skipped', reason, channel: 'email' }) ?? reason)
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 text-sm">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        {address !== name && address && (
          <span className="block truncate text-[13px] text-muted-foreground">{address}</span>
        )}
        <span className="figures block text-[13px] text-muted-foreground">
          {[
            format.dateTime(row.at),
            versionNumber !== null && t('version', { number: versionNumber }),
            amount !== null && format.money(amount, currency),
            why,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Button asChild variant="ghost" size="sm">
        <Link
          href={`/flows/${id}/why?${new URLSearchParams({ person: profile.id, run: row.runId })}`}
          aria-label={t('whyOf', { name })}
        >
          {t('why')}
        </Link>
      </Button>
    </li>
  )
}
