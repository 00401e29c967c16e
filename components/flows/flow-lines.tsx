'use client'

import { useTranslations } from 'next-intl'
import type { FlowSummary } from '../api/flows.ts'
import { Sparkline } from '../charts/sparkline.tsx'
import { type Trend, trendOf } from '../charts/trend.ts'
import { useFormat } from '../format.ts'
import { useSession } from '../session.tsx'
import { recentDays } from './recent-days.ts'

/** Who entered over the last days, as a line. */
export function EnteredLine({ flow }: { flow: FlowSummary }) {
  const t = useTranslations('flows.list')
  const format = useFormat()
  const trend = useTrendWords()
  const { entered } = useRecentDays(flow)
  const total = entered.reduce((sum, count) => sum + count, 0)
  const words = { count: total, total: format.number(total), trend: trend(trendOf(entered)) }
  return <Sparkline values={entered} label={total === 0 ? t('nobodyEntered') : t('enteredLine', words)} />
}

/** What came in over the last days, as a line in one currency. */
export function RevenueLine({ flow }: { flow: FlowSummary }) {
  const t = useTranslations('flows.list')
  const format = useFormat()
  const trend = useTrendWords()
  const { revenue, earned } = useRecentDays(flow)
  const total = earned.map(({ amount, currency }) => format.money(amount, currency)).join(' + ')
  const label = total === '' ? t('noRevenue') : t('revenueLine', { total, trend: trend(trendOf(revenue)) })
  return <Sparkline values={revenue} label={label} color="var(--chart-4)" />
}

function useRecentDays(flow: FlowSummary) {
  const { today } = useFormat()
  return recentDays(flow, today(), useSession().workspace.currency)
}

function useTrendWords(): (trend: Trend) => string {
  const t = useTranslations('flows.list.trend')
  const format = useFormat()
  return (trend) =>
    trend.kind === 'rising' || trend.kind === 'falling'
      ? t(trend.kind, { share: format.percent(Math.round(trend.change * 100) / 100) })
      : t(trend.kind)
}
