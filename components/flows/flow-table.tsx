'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { FlowSummary } from '../api/flows.ts'
import { FLOW_TONES } from '../canvas/flow-tones.ts'
import { useFormat } from '../format.ts'
import { cn } from '../ui/cn.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tick, TickAll } from '../ui/tick.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { EnteredLine, RevenueLine } from './flow-lines.tsx'
import { FlowMenu } from './flow-menu.tsx'
import { FlowName, FlowRevenue, FlowTags } from './flow-name.tsx'
import type { FlowRowsProps } from './flow-rows.tsx'
import { FlowStamp } from './flow-stamp.tsx'
import { firstSort, type Sort, type SortBy } from './flow-view.ts'

/** Keeps to the edge while the table scrolls beneath it. */
const PINNED =
  'sticky bg-card bg-clip-padding transition-colors [tbody_tr:hover_&]:bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))]'

/** Flows with what they are doing and have earned; the head sorts. */
export function FlowTable({ flows, sort, onSort, chosen, act }: FlowRowsProps) {
  const t = useTranslations('flows')
  const head = (by: SortBy, hint?: string) => (
    <SortHeader by={by} label={t(`columns.${by}`)} hint={hint} sort={sort} onSort={onSort} />
  )
  return (
    <Table className="min-w-240">
      <TableHead>
        <TableRow>
          {chosen && (
            <TableHeader className="w-px pr-0">
              <TickAll chosen={chosen} shown={flows.length} aria-label={t('list.chooseAll')} />
            </TableHeader>
          )}
          {head('name')}
          <TableHeader>{t('columns.status')}</TableHeader>
          {head('entered', t('list.hints.entered'))}
          {head('active', t('list.hints.active'))}
          {head('revenue', t('list.hints.revenue'))}
          {head('updated')}
          {act && (
            <TableHeader className={cn(PINNED, 'right-0 w-px pl-0')}>
              <span className="sr-only">{t('more')}</span>
            </TableHeader>
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {flows.map((flow) => (
          <FlowRow key={flow.id} flow={flow} chosen={chosen} act={act} />
        ))}
      </TableBody>
    </Table>
  )
}

function FlowRow({ flow, chosen, act }: { flow: FlowSummary } & Pick<FlowRowsProps, 'chosen' | 'act'>) {
  const t = useTranslations('flows')
  const format = useFormat()
  return (
    <TableRow className="relative" data-state={chosen?.has(flow.id) ? 'selected' : undefined}>
      {chosen && (
        <TableCell className="w-px pr-0">
          <Tick chosen={chosen} id={flow.id} aria-label={t('list.choose', { name: flow.name })} />
        </TableCell>
      )}
      <TableCell className="w-full max-w-0 min-w-64">
        <div className="flex items-center gap-3">
          <FlowStamp shape={flow.shape} />
          <div className="flex min-w-0 flex-col gap-1">
            <FlowName flow={flow} />
            <FlowTags tags={flow.tags} />
          </div>
        </div>
      </TableCell>
      <TableCell>
        <StatusBadge tone={FLOW_TONES[flow.status]}>{t(`status.${flow.status}`)}</StatusBadge>
      </TableCell>
      <TableCell numeric>
        <div className="flex items-center justify-end gap-3">
          <EnteredLine flow={flow} />
          <span className="min-w-12">{format.number(flow.entered ?? 0)}</span>
        </div>
      </TableCell>
      <TableCell numeric>{format.number(flow.active ?? 0)}</TableCell>
      <TableCell numeric className="whitespace-nowrap">
        <div className="flex items-center justify-end gap-3">
          <RevenueLine flow={flow} />
          <span className="min-w-22">
            <FlowRevenue flow={flow} />
          </span>
        </div>
      </TableCell>
      <TableCell numeric className="whitespace-nowrap text-muted-foreground">
        <time dateTime={flow.updatedAt} title={format.dateTime(flow.updatedAt)}>
          {format.relative(flow.updatedAt)}
        </time>
      </TableCell>
      {act && (
        <TableCell className={cn(PINNED, 'right-0 w-px pl-0')}>
          <FlowMenu flow={flow} act={act} />
        </TableCell>
      )}
    </TableRow>
  )
}

function SortHeader({
  by,
  label,
  hint,
  sort,
  onSort,
}: {
  by: SortBy
  label: string
  hint: string | undefined
  sort: Sort
  onSort: (sort: Sort) => void
}) {
  const Arrow = sort.down ? ChevronDown : ChevronUp
  const sorted = sort.by === by
  const button = (
    <button
      type="button"
      onClick={() => onSort(sorted ? { by, down: !sort.down } : firstSort(by))}
      className="inline-flex items-center gap-1 rounded-sm transition-colors hover:text-foreground"
    >
      {label}
      {sorted && <Arrow aria-hidden className="size-3.5" />}
    </button>
  )
  return (
    <TableHeader
      numeric={by !== 'name'}
      aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : 'none'}
    >
      {hint === undefined ? button : <Tooltip content={hint}>{button}</Tooltip>}
    </TableHeader>
  )
}
