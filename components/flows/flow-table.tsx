'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { FlowSummary } from '../api/flows.ts'
import { FLOW_TONES } from '../canvas/flow-tones.ts'
import { useFormat } from '../format.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

type SortBy = 'name' | 'entered' | 'active' | 'revenue' | 'updatedAt'

const amountOf = (flow: FlowSummary) =>
  (flow.revenue ?? []).reduce((sum, { amount }) => sum + Number(amount), 0)

const ORDER: Record<SortBy, (a: FlowSummary, b: FlowSummary) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  entered: (a, b) => (a.entered ?? 0) - (b.entered ?? 0),
  active: (a, b) => (a.active ?? 0) - (b.active ?? 0),
  revenue: (a, b) => amountOf(a) - amountOf(b),
  updatedAt: (a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt),
}

/** Flows with what they are doing and have earned; the head sorts. */
export function FlowTable({ flows }: { flows: FlowSummary[] }) {
  const t = useTranslations('flows')
  const format = useFormat()
  const [sort, setSort] = useState<{ by: SortBy; down: boolean }>({ by: 'updatedAt', down: true })
  const sorted = [...flows].sort((a, b) => (sort.down ? -1 : 1) * ORDER[sort.by](a, b))
  const head = (by: SortBy, numeric = true) => (
    <TableHeader
      numeric={numeric}
      aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        onClick={() => setSort({ by, down: sort.by === by ? !sort.down : by !== 'name' })}
        className="inline-flex items-center gap-1 rounded-sm transition-colors hover:text-foreground"
      >
        {t(`columns.${by}`)}
        {sort.by === by &&
          (sort.down ? (
            <ChevronDown aria-hidden className="size-3.5" />
          ) : (
            <ChevronUp aria-hidden className="size-3.5" />
          ))}
      </button>
    </TableHeader>
  )
  return (
    <Table className="min-w-180">
      <TableHead>
        <TableRow>
          {head('name', false)}
          <TableHeader>{t('columns.status')}</TableHeader>
          {head('entered')}
          {head('active')}
          {head('revenue')}
          {head('updatedAt')}
        </TableRow>
      </TableHead>
      <TableBody>
        {sorted.map((flow) => (
          <TableRow key={flow.id} className="relative">
            <TableCell className="max-w-56 sm:max-w-80">
              <Link
                href={`/flows/${flow.id}`}
                className="block truncate font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
              >
                {flow.name}
              </Link>
              <span className="block truncate text-[13px] text-muted-foreground">
                {flow.triggerLabel ?? t('noTrigger')}
              </span>
            </TableCell>
            <TableCell>
              <StatusBadge tone={FLOW_TONES[flow.status]}>{t(`status.${flow.status}`)}</StatusBadge>
            </TableCell>
            <TableCell numeric>{format.number(flow.entered ?? 0)}</TableCell>
            <TableCell numeric>{format.number(flow.active ?? 0)}</TableCell>
            <TableCell numeric className="whitespace-nowrap">
              {(flow.revenue ?? []).length === 0
                ? '–'
                : (flow.revenue ?? []).map((sum) => format.money(sum.amount, sum.currency)).join(' + ')}
            </TableCell>
            <TableCell numeric className="whitespace-nowrap text-muted-foreground">
              <span title={format.dateTime(flow.updatedAt)}>{format.relative(flow.updatedAt)}</span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
