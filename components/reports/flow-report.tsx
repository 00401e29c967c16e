'use client'

import { ChartNoAxesColumn } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { tellsOpens } from '#flows/graph/message-node.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { type FlowReport as Report, useFlowReport } from '../api/reports.ts'
import { Change } from '../charts/change.tsx'
import { Figure, FigureRow, FigureRowSkeleton } from '../charts/figure.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { daysOf, previousRange } from './days.ts'
import { DaysCard } from './days-card.tsx'
import { ExperimentsCard } from './experiments-card.tsx'
import { FailedRuns } from './failed-runs.tsx'
import { amountIn, changeOf, shareOf } from './figures.ts'
import { FlowVersions } from './flow-versions.tsx'
import { RangeBar } from './range-bar.tsx'
import { Reasons } from './reasons.tsx'
import { ReportFailed } from './report-failed.tsx'
import { StepsTable } from './steps-table.tsx'
import { useFigures } from './use-figures.ts'
import { useReportRange } from './use-report-range.ts'
import { useToday } from './use-today.ts'

/** A flow's report: headline figures against the period before, day by day, and step by step. */
export function FlowReport({ flowId }: { flowId: string }) {
  const t = useTranslations('reports.flow')
  const today = useToday()
  const [range, setRange] = useReportRange(today)
  const before = previousRange(range)
  const report = useFlowReport(flowId, range)
  const compared = t('compared', { days: daysOf(range).length })
  const previous = useFlowReport(flowId, before)
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <div className="flex flex-wrap items-center gap-2">
          <RangeBar path={`flows/${flowId}/report`} range={range} onRange={setRange} today={today} />
        </div>
      </div>
      {report.isError && !report.data ? (
        <ReportFailed onRetry={() => void report.refetch()} />
      ) : report.data ? (
        <div
          className="flex flex-col gap-5 transition-opacity data-[stale=true]:opacity-60"
          data-stale={report.isPlaceholderData}
          aria-busy={report.isPlaceholderData}
        >
          <div className="flex flex-col gap-2">
            <Headline report={report.data} previous={previous.data} />
            <p className="text-xs text-muted-foreground">{compared}</p>
          </div>
          {isEmpty(report.data) ? (
            <Card>
              <EmptyState
                picture={<ChartNoAxesColumn />}
                title={t('empty.title')}
                description={t('empty.description')}
              />
            </Card>
          ) : (
            <DaysCard
              range={range}
              days={report.data.days}
              previousRange={before}
              previousDays={previous.data?.days ?? null}
              currency={report.data.currency}
            />
          )}
          <StepsTable report={report.data} />
          <ExperimentsCard flowId={flowId} report={report.data} />
          <Endings report={report.data} />
          <FailedRuns flowId={flowId} report={report.data} />
          <FlowVersions flowId={flowId} />
        </div>
      ) : (
        <Loading />
      )}
    </div>
  )
}

const isEmpty = ({ days }: Report) => days.length === 0

function Headline({ report, previous }: { report: Report; previous: Report | undefined }) {
  const t = useTranslations('reports.flow')
  const figures = useFigures()
  const total = (of: Report, figure: 'sent' | 'opened' | 'clicked', channels = MESSAGE_CHANNELS.slice()) =>
    channels.reduce((sum, channel) => sum + of.messages[channel][figure], 0)
  const sent = (of: Report) => total(of, 'sent')
  const openable = MESSAGE_CHANNELS.filter(tellsOpens)
  const rate = (count: number, of: number) =>
    of > 0 && t('ofSent', { share: figures.share(shareOf(count, of)) })
  const clicked = total(report, 'clicked')
  const { currency } = report
  return (
    <FigureRow label={t('headline')}>
      <Figure
        metric="entered"
        value={figures.count(report.entered)}
        note={<Change change={changeOf(report.entered, previous?.entered)} />}
      />
      <Figure metric="active" value={figures.count(report.active + report.held)} note={t('now')} />
      <Figure
        metric="sent"
        value={figures.count(sent(report))}
        note={<Change change={changeOf(sent(report), previous && sent(previous))} />}
      />
      <Figure
        metric="opened"
        value={figures.count(total(report, 'opened', openable))}
        note={rate(total(report, 'opened', openable), total(report, 'sent', openable))}
      />
      <Figure metric="clicked" value={figures.count(clicked)} note={rate(clicked, sent(report))} />
      <Figure
        metric="orders"
        value={figures.count(report.orders)}
        note={<Change change={changeOf(report.orders, previous?.orders)} />}
      />
      <Figure
        metric="revenue"
        value={figures.money(report.revenue, currency)}
        note={
          <Change
            change={changeOf(
              amountIn(report.revenue, currency),
              previous && amountIn(previous.revenue, currency),
            )}
          />
        }
      />
    </FigureRow>
  )
}

/** How runs came to an end in the period. */
function Endings({ report }: { report: Report }) {
  const t = useTranslations('reports.endings')
  const figures = useFigures()
  const { completed, converted, exited, failed } = report
  const lines = { end: completed - converted, goal: converted, failed }
  return (
    <Card className="px-5 py-4">
      <h2 className="pb-2 text-[15px] font-semibold">{t('title')}</h2>
      <dl className="figures flex flex-wrap gap-x-10 gap-y-3 text-sm">
        {Object.entries(lines).map(([name, count]) => (
          <div key={name}>
            <dt className="text-[13px] text-muted-foreground">{t(name as keyof typeof lines)}</dt>
            <dd className="font-semibold">{figures.count(count)}</dd>
          </div>
        ))}
        <div>
          <dt className="text-[13px] text-muted-foreground">{t('exited')}</dt>
          <dd className="font-semibold">
            {figures.count(Object.values(exited).reduce((sum, count) => sum + count, 0))}
            <span className="font-normal">
              <Reasons counts={exited} of="exited" />
            </span>
          </dd>
        </div>
      </dl>
    </Card>
  )
}

function Loading() {
  const t = useTranslations('reports')
  return (
    <div className="flex flex-col gap-5" role="status" aria-label={t('loading')}>
      <FigureRowSkeleton count={7} />
      <Skeleton className="h-80 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}
