'use client'

import { ChartColumn, Table2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ReportDay, ReportRange } from '../api/reports.ts'
import { DayChart } from '../charts/day-chart.tsx'
import { MetricLabel } from '../charts/metric-label.tsx'
import { Card, CardBody, CardHeader } from '../ui/card.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { DAY_METRICS, type DayMetric, daySeries, filledDays } from './day-series.ts'
import { useFigures } from './use-figures.ts'

export interface DaysCardProps {
  range: ReportRange
  days: readonly ReportDay[]
  previousRange: ReportRange
  /** Null while they are not known. */
  previousDays: readonly ReportDay[] | null
  currency: string
}

/** What happened day by day: one figure as a chart, all of them as a table. */
export function DaysCard({ range, days, previousRange, previousDays, currency }: DaysCardProps) {
  const t = useTranslations('reports.days')
  const metrics = useTranslations('metrics')
  const [metric, setMetric] = useState<DayMetric>('sent')
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const shown = filledDays(days, range)
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={t('title')}
        description={view === 'chart' && previousDays !== null ? t('compared') : undefined}
        actions={
          <>
            {view === 'chart' && (
              <Select
                aria-label={t('metric')}
                value={metric}
                onValueChange={setMetric}
                options={DAY_METRICS.map((value) => ({ value, label: metrics(`${value}.name`) }))}
                className="w-40"
              />
            )}
            <Segmented
              aria-label={t('view')}
              value={view}
              onValueChange={setView}
              options={[
                { value: 'chart', label: <ChartColumn aria-hidden />, 'aria-label': t('chart') },
                { value: 'table', label: <Table2 aria-hidden />, 'aria-label': t('table') },
              ]}
            />
          </>
        }
      />
      {view === 'chart' ? (
        <CardBody>
          <Chart
            metric={metric}
            days={shown}
            previous={previousDays && filledDays(previousDays, previousRange)}
            currency={currency}
          />
        </CardBody>
      ) : (
        <DaysTable days={shown} currency={currency} />
      )}
    </Card>
  )
}

function Chart({
  metric,
  days,
  previous,
  currency,
}: {
  metric: DayMetric
  days: readonly ReportDay[]
  previous: readonly ReportDay[] | null
  currency: string
}) {
  const t = useTranslations('reports.days')
  const metrics = useTranslations('metrics')
  const figures = useFigures()
  const value =
    metric === 'revenue'
      ? (amount: number) => figures.money([{ currency, amount: amount.toFixed(2) }], currency)
      : figures.count
  return (
    <DayChart
      points={daySeries(days, previous, { metric, currency })}
      label={t('label', { metric: metrics(`${metric}.name`) })}
      formatDay={figures.day}
      formatLongDay={figures.longDay}
      formatValue={value}
      formatTick={figures.short}
    />
  )
}

/** Days on which nothing happened are left out here. */
function DaysTable({ days, currency }: { days: readonly ReportDay[]; currency: string }) {
  const t = useTranslations('reports.days')
  const figures = useFigures()
  const busy = days
    .filter((day) => day.entered + day.sent + day.opened + day.clicked + day.orders > 0)
    .toReversed()
  if (busy.length === 0) return <p className="px-5 pb-8 text-sm text-muted-foreground">{t('nothing')}</p>
  return (
    <div className="max-h-96 overflow-auto border-t">
      <table className="w-full min-w-2xl border-collapse text-sm">
        <TableHead className="sticky top-0 z-20 border-b-0 bg-card shadow-[0_1px_0_var(--border)]">
          <TableRow>
            <TableHeader className="sticky left-0 bg-card">{t('day')}</TableHeader>
            <TableHeader numeric>
              <MetricLabel metric="entered" />
            </TableHeader>
            {DAY_METRICS.map((metric) => (
              <TableHeader key={metric} numeric>
                <MetricLabel metric={metric} />
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {busy.map((day) => (
            <TableRow key={day.day}>
              <TableCell className="sticky left-0 bg-card bg-clip-padding whitespace-nowrap">
                {figures.rowDay(day.day)}
              </TableCell>
              <TableCell numeric>{figures.count(day.entered)}</TableCell>
              <TableCell numeric>{figures.count(day.sent)}</TableCell>
              <TableCell numeric>{figures.count(day.opened)}</TableCell>
              <TableCell numeric>{figures.count(day.clicked)}</TableCell>
              <TableCell numeric>{figures.count(day.orders)}</TableCell>
              <TableCell numeric className="whitespace-nowrap">
                {figures.money(day.revenue, currency)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </table>
    </div>
  )
}
