'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { FlowStatus } from '../api/flows.ts'
import type { FlowEarnings, FlowsReport } from '../api/reports.ts'
import { type Metric, MetricLabel } from '../charts/metric-label.tsx'
import type { BadgeTone } from '../ui/badge.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { shareOf } from './figures.ts'
import { useFigures } from './use-figures.ts'

const COLUMNS = [
  'revenue',
  'orders',
  'entered',
  'sent',
  'opened',
  'clicked',
  'conversionPerSend',
] as const satisfies readonly Metric[]

const TONES: Record<FlowStatus, BadgeTone> = {
  draft: 'neutral',
  live: 'live',
  paused: 'paused',
  archived: 'outline',
}

/** Every flow with what it sent and earned, the best earner first. */
export function FlowsTable({ report }: { report: FlowsReport }) {
  const t = useTranslations('reports.flows')
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('title')} description={t('description')} />
      <Table className="min-w-4xl">
        <TableHead className="border-t">
          <TableRow>
            <TableHeader className="sticky left-0 bg-card bg-clip-padding">{t('flow')}</TableHeader>
            {COLUMNS.map((metric) => (
              <TableHeader key={metric} numeric>
                <MetricLabel metric={metric} />
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {worthShowing(report.flows).map((flow) => (
            <FlowRow key={flow.id} flow={flow} currency={report.currency} />
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

/** Drafts and archived flows in which nothing happened say nothing, unless there is nothing else. */
function worthShowing(flows: readonly FlowEarnings[]): readonly FlowEarnings[] {
  const shown = flows.filter(
    ({ status, entered, sent, opened, clicked, orders }) =>
      status === 'live' || status === 'paused' || entered + sent + opened + clicked + orders > 0,
  )
  return shown.length > 0 ? shown : flows
}

function FlowRow({ flow, currency }: { flow: FlowEarnings; currency: string }) {
  const t = useTranslations('reports.flows')
  const figures = useFigures()
  const withRate = (count: number) => (
    <>
      {figures.count(count)}
      {flow.sent > 0 && (
        <span className="block text-xs text-muted-foreground">
          {figures.share(shareOf(count, flow.sent))}
        </span>
      )}
    </>
  )
  return (
    <TableRow>
      <TableCell className="sticky left-0 max-w-72 min-w-44 bg-card bg-clip-padding">
        <span className="flex flex-col items-start gap-1">
          <Link href={`/flows/${flow.id}/report`} className="font-medium underline-offset-4 hover:underline">
            {flow.name}
          </Link>
          <StatusBadge tone={TONES[flow.status]}>{t(`status.${flow.status}`)}</StatusBadge>
        </span>
      </TableCell>
      <TableCell numeric className="whitespace-nowrap font-medium">
        {figures.money(flow.revenue, currency)}
      </TableCell>
      <TableCell numeric>{figures.count(flow.orders)}</TableCell>
      <TableCell numeric>{figures.count(flow.entered)}</TableCell>
      <TableCell numeric>{figures.count(flow.sent)}</TableCell>
      <TableCell numeric>{withRate(flow.opened)}</TableCell>
      <TableCell numeric>{withRate(flow.clicked)}</TableCell>
      <TableCell numeric>{figures.share(shareOf(flow.orders, flow.sent))}</TableCell>
    </TableRow>
  )
}
