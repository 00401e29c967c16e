'use client'

import { ChartNoAxesColumn } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FlowsReport as Report, useFlowsReport } from '../api/reports.ts'
import { Change } from '../charts/change.tsx'
import { Figure, FigureRow, FigureRowSkeleton } from '../charts/figure.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { daysOf, previousRange } from './days.ts'
import { DaysCard } from './days-card.tsx'
import { amountIn, changeOf, shareOf } from './figures.ts'
import { FlowsTable } from './flows-table.tsx'
import { RangeBar } from './range-bar.tsx'
import { ReportFailed } from './report-failed.tsx'
import { useFigures } from './use-figures.ts'
import { useReportRange } from './use-report-range.ts'
import { useToday } from './use-today.ts'

/** What all flows sent and earned: headline figures, day by day, and flow by flow. */
export function FlowsReport() {
  const t = useTranslations('reports')
  const today = useToday()
  const [range, setRange] = useReportRange(today)
  const before = previousRange(range)
  const report = useFlowsReport(range)
  const compared = t('flow.compared', { days: daysOf(range).length })
  const previous = useFlowsReport(before)
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<RangeBar path="reports/flows" range={range} onRange={setRange} today={today} />}
      />
      {report.isError && !report.data ? (
        <ReportFailed onRetry={() => void report.refetch()} />
      ) : report.data === undefined ? (
        <Loading />
      ) : report.data.flows.length === 0 ? (
        <NoFlows />
      ) : (
        <div
          className="flex flex-col gap-5 transition-opacity data-[stale=true]:opacity-60"
          data-stale={report.isPlaceholderData}
          aria-busy={report.isPlaceholderData}
        >
          <div className="flex flex-col gap-2">
            <Headline report={report.data} previous={previous.data} />
            <p className="text-xs text-muted-foreground">{compared}</p>
          </div>
          <DaysCard
            range={range}
            days={report.data.days}
            previousRange={before}
            previousDays={previous.data?.days ?? null}
            currency={report.data.currency}
          />
          <FlowsTable report={report.data} />
        </div>
      )}
    </>
  )
}

function Headline({ report, previous }: { report: Report; previous: Report | undefined }) {
  const t = useTranslations('reports.flow')
  const figures = useFigures()
  const { totals, currency } = report
  const change = (figure: 'entered' | 'sent' | 'orders') => (
    <Change change={changeOf(totals[figure], previous?.totals[figure])} />
  )
  const rate = (count: number, of: number) =>
    of > 0 && t('ofSent', { share: figures.share(shareOf(count, of)) })
  const earnedBefore = previous && amountIn(previous.totals.revenue, currency)
  return (
    <FigureRow label={t('headline')}>
      <Figure
        metric="revenue"
        value={figures.money(totals.revenue, currency)}
        note={<Change change={changeOf(amountIn(totals.revenue, currency), earnedBefore)} />}
      />
      <Figure metric="orders" value={figures.count(totals.orders)} note={change('orders')} />
      <Figure metric="entered" value={figures.count(totals.entered)} note={change('entered')} />
      <Figure metric="sent" value={figures.count(totals.sent)} note={change('sent')} />
      <Figure metric="opened" value={figures.count(totals.opened)} note={rate(totals.opened, totals.sent)} />
      <Figure
        metric="clicked"
        value={figures.count(totals.clicked)}
        note={rate(totals.clicked, totals.sent)}
      />
    </FigureRow>
  )
}

function NoFlows() {
  const t = useTranslations('reports.noFlows')
  return (
    <Card>
      <EmptyState
        picture={<ChartNoAxesColumn />}
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild>
            <Link href="/flows">{t('action')}</Link>
          </Button>
        }
      />
    </Card>
  )
}

function Loading() {
  const t = useTranslations('reports')
  return (
    <div className="flex flex-col gap-5" role="status" aria-label={t('loading')}>
      <FigureRowSkeleton count={6} />
      <Skeleton className="h-80 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}
