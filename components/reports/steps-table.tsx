'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FlowNode, NodeKind } from '#flows/graph/flow.ts'
import { isMessageNode, tellsOpens } from '#flows/graph/message-node.ts'
import type { FlowReport, StepFigures } from '../api/reports.ts'
import { FAMILY_TILE, type NodeView } from '../canvas/node-views/node-view.ts'
import { NODE_VIEWS, wordsOf } from '../canvas/node-views/registry.ts'
import { type Metric, MetricLabel } from '../charts/metric-label.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { cn } from '../ui/cn.ts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { shareOf } from './figures.ts'
import { Reasons, totalOf } from './reasons.tsx'
import { useFigures } from './use-figures.ts'
import { useStepWords } from './use-step-words.ts'

const COLUMNS = [
  'entered',
  'waiting',
  'sent',
  'skipped',
  'opened',
  'clicked',
  'orders',
  'revenue',
  'conversionPerSend',
] as const satisfies readonly Metric[]

/** Every step with what happened there, in the order people walk them. */
export function StepsTable({ report }: { report: FlowReport }) {
  const t = useTranslations('reports.steps')
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('title')} description={t('description')} />
      <Table className="min-w-5xl">
        <TableHead className="border-t">
          <TableRow>
            <TableHeader className="sticky left-0 bg-card bg-clip-padding">{t('step')}</TableHeader>
            {COLUMNS.map((metric) => (
              <TableHeader key={metric} numeric className="px-2">
                <MetricLabel metric={metric} />
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {report.steps.map((step) => {
            const figures = report.nodes[step.id]
            return figures && <StepRow key={step.id} step={step} figures={figures} report={report} />
          })}
        </TableBody>
      </Table>
    </Card>
  )
}

function StepRow({ step, figures, report }: { step: FlowNode; figures: StepFigures; report: FlowReport }) {
  const formats = useFigures()
  const isMessage = isMessageNode(step)
  const waits = step.kind === 'delay' || step.kind === 'wait' || step.kind === 'webhook'
  const message = (content: ReactNode) => (isMessage ? content : <Nothing />)
  return (
    <TableRow className="align-top">
      <TableCell className="sticky left-0 max-w-80 min-w-44 bg-card bg-clip-padding align-top sm:min-w-56">
        <StepName step={step} report={report} />
      </TableCell>
      <Cell>{formats.count(figures.entered)}</Cell>
      <Cell>{waits || figures.waiting > 0 ? formats.count(figures.waiting) : <Nothing />}</Cell>
      <Cell>{message(<WithReasons count={figures.sent} counts={figures.unsent} of="unsent" />)}</Cell>
      <Cell>
        {message(<WithReasons count={totalOf(figures.skipped)} counts={figures.skipped} of="skipped" />)}
      </Cell>
      <Cell>{tellsOpens(step.kind) ? <Rate count={figures.opened} of={figures.sent} /> : <Nothing />}</Cell>
      <Cell>{message(<Rate count={figures.clicked} of={figures.sent} />)}</Cell>
      <Cell>{message(formats.count(figures.orders))}</Cell>
      <Cell className="whitespace-nowrap">{message(formats.money(figures.revenue, report.currency))}</Cell>
      <Cell>
        {figures.conversionPerSend === null ? <Nothing /> : formats.share(figures.conversionPerSend)}
      </Cell>
    </TableRow>
  )
}

function StepName({ step, report }: { step: FlowNode; report: FlowReport }) {
  const words = useStepWords(report.trigger)
  const view = NODE_VIEWS[step.kind] as NodeView<NodeKind>
  const Icon = view.icon
  return (
    <span className="flex items-start gap-2.5">
      <span aria-hidden data-family={view.family} className={cn(FAMILY_TILE, 'size-7 [&_svg]:size-4')}>
        <Icon />
      </span>
      <span className="line-clamp-2 pt-1 font-medium">{wordsOf(step, words).title}</span>
    </span>
  )
}

function Cell({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <TableCell numeric className={cn('px-2 pt-3.5 align-top', className)}>
      {children}
    </TableCell>
  )
}

/** Where a figure has no meaning for the kind of step. */
function Nothing() {
  return (
    <span aria-hidden className="text-muted-foreground">
      –
    </span>
  )
}

function WithReasons({
  count,
  counts,
  of,
}: {
  count: number
  counts: Record<string, number>
  of: 'skipped' | 'unsent'
}) {
  const formats = useFigures()
  return (
    <span className="flex flex-col items-end gap-0.5">
      {formats.count(count)}
      <Reasons counts={counts} of={of} />
    </span>
  )
}

function Rate({ count, of }: { count: number; of: number }) {
  const formats = useFigures()
  return (
    <span className="flex flex-col items-end gap-0.5">
      {formats.count(count)}
      {of > 0 && <span className="text-xs text-muted-foreground">{formats.share(shareOf(count, of))}</span>}
    </span>
  )
}
