'use client'

import { useTranslations } from 'next-intl'
import { type FlowsReport, type Overview, useFlowsReport, useOverview } from '../api/reports.ts'
import { Change } from '../charts/change.tsx'
import { Figure, FigureRow, FigureRowSkeleton } from '../charts/figure.tsx'
import { addDays, previousRange } from './days.ts'
import { amountIn, changeOf, shareOf } from './figures.ts'
import { ReportFailed } from './report-failed.tsx'
import { useFigures } from './use-figures.ts'
import { useToday } from './use-today.ts'

const DAYS = 30

/** The shop at a glance: its people, and the orders and revenue of the last 30 days with what flows brought of them. */
export function OverviewFigures() {
  const t = useTranslations('reports.overview')
  const today = useToday()
  const range = { from: addDays(today, 1 - DAYS), to: today }
  const all = useOverview(null)
  const now = useOverview(range)
  const before = useOverview(previousRange(range))
  const flows = useFlowsReport(range)
  if ((all.isError && !all.data) || (now.isError && !now.data) || (flows.isError && !flows.data)) {
    const retry = () => [all, now, flows].forEach((query) => void query.refetch())
    return <ReportFailed onRetry={retry} />
  }
  if (!all.data || !now.data || !flows.data) return <FigureRowSkeleton count={4} />
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2">
      <Figures all={all.data} now={now.data} before={before.data} flows={flows.data} />
      <p className="text-xs text-muted-foreground">{t('period', { days: DAYS })}</p>
    </section>
  )
}

function Figures({
  all,
  now,
  before,
  flows,
}: {
  all: Overview
  now: Overview
  before: Overview | undefined
  flows: FlowsReport
}) {
  const t = useTranslations('reports.overview')
  const figures = useFigures()
  const { currency } = flows
  const net = ({ revenue }: Overview) => revenue.map((sum) => ({ currency: sum.currency, amount: sum.net }))
  const gross = amountIn(
    now.revenue.map((sum) => ({ currency: sum.currency, amount: sum.gross })),
    currency,
  )
  const share = shareOf(amountIn(flows.totals.revenue, currency), gross)
  return (
    <FigureRow label={t('title')}>
      <Figure
        metric="people"
        value={figures.count(all.people)}
        note={t('newPeople', { count: now.people, shown: figures.count(now.people) })}
      />
      <Figure
        metric="shopOrders"
        value={figures.count(now.orders)}
        note={<Change change={changeOf(now.orders, before?.orders)} />}
      />
      <Figure
        metric="shopRevenue"
        value={figures.money(net(now), currency)}
        note={
          <Change
            change={changeOf(amountIn(net(now), currency), before && amountIn(net(before), currency))}
          />
        }
      />
      <Figure
        metric="attributedRevenue"
        value={figures.money(flows.totals.revenue, currency)}
        note={share === null ? t('noOrders') : t('ofRevenue', { share: figures.share(share) })}
      />
    </FigureRow>
  )
}
