'use client'

import { useLocale, useTranslations } from 'next-intl'
import { createContext, useContext } from 'react'
import type { Spot } from '#flows/graph/edit/spot.ts'
import { type NodeKind, TRIGGER_ID } from '#flows/graph/flow.ts'
import { tellsOpens } from '#flows/graph/message-node.ts'
import type { CanvasReport, Figure, NodeFigures } from '../api/flow-report.ts'
import type { Money } from '../api/flows.ts'
import { cn } from '../ui/cn.ts'
import { showsFigures } from './editor-store.ts'
import { OpensPeople } from './opens-people.tsx'
import { useEditor } from './use-editor.ts'

/** The report that the canvas draws while its figures are on. */
export const ReportContext = createContext<CanvasReport | null>(null)

/** The report while its figures are shown; null otherwise. */
export function useReport(): CanvasReport | null {
  const report = useContext(ReportContext)
  const on = useEditor(showsFigures)
  return on ? report : null
}

/** The foot of a card in report mode. */
export function NodeFiguresFooter({ id, kind }: { id: string; kind: NodeKind | 'trigger' }) {
  const t = useTranslations('nodes.figures')
  const locale = useLocale()
  const report = useReport()
  const replayed = useEditor(({ mode }) => mode === 'replay')
  if (report === null) return null
  const figures = id === TRIGGER_ID ? { entered: report.entered, waiting: 0 } : report.nodes[id]
  const known = figures ? cellsOf(figures, kind) : [{ name: 'entered' as const, value: 0 }]
  // nobody opens, clicks or buys in a replay
  const cells = replayed ? known.filter(({ name }) => !OUTCOMES.includes(name)) : known
  const money = figures?.revenue ?? []
  return (
    <dl
      className={cn(
        'figures gap-y-3 border-t px-3 py-2',
        cells.length > 3 ? 'grid grid-cols-4 gap-x-2' : 'flex flex-wrap gap-x-5',
      )}
    >
      {cells.map(({ name, value }) => (
        <Cell
          key={name}
          name={t(name)}
          value={new Intl.NumberFormat(locale, { notation: 'compact' }).format(value)}
          people={{ figure: { of: name, node: id, branch: null }, count: value }}
        />
      ))}
      {money.map((sum) => (
        <Cell
          key={sum.currency}
          name={t('revenue')}
          value={moneyText(sum, locale)}
          people={{ figure: { of: 'orders', node: id, branch: null }, count: total(figures?.orders) }}
        />
      ))}
    </dl>
  )
}

function Cell({
  name,
  value,
  people,
}: {
  name: string
  value: string
  people: { figure: Figure; count: number }
}) {
  return (
    <div>
      <dt className="truncate text-[11px] leading-4 text-muted-foreground">{name}</dt>
      <dd className="text-[13px] leading-4 font-semibold">
        <OpensPeople {...people} label={name}>
          {value}
        </OpensPeople>
      </dd>
    </div>
  )
}

const OUTCOMES: CellName[] = ['opened', 'clicked', 'orders']

type CellName = 'entered' | 'waiting' | 'sent' | 'skipped' | 'opened' | 'clicked' | 'orders'

function cellsOf(figures: NodeFigures, kind: NodeKind | 'trigger'): { name: CellName; value: number }[] {
  const names: CellName[] = tellsOpens(kind)
    ? ['entered', 'sent', 'skipped', 'opened', 'clicked', 'orders']
    : kind === 'sms'
      ? ['entered', 'sent', 'skipped', 'clicked', 'orders']
      : kind === 'delay' || kind === 'wait'
        ? ['entered', 'waiting']
        : ['entered']
  return names.map((name) => ({ name, value: total(figures[name]) }))
}

function total(value: number | Record<string, number> | undefined): number {
  if (value === undefined) return 0
  return typeof value === 'number' ? value : Object.values(value).reduce((sum, n) => sum + n, 0)
}

/** An amount in its currency, without cents. */
export function moneyText({ currency, amount }: Money, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
    currencyDisplay: 'narrowSymbol',
  }).format(Number(amount))
}

function useEdgeCount({ from, branch }: Spot): { count: number; share: number; most: number } | null {
  const report = useReport()
  if (report === null) return null
  const countOf = (edge: CanvasReport['edges'][number] | undefined) => edge?.count ?? 0
  const out = report.edges.filter((edge) => edge.from === from)
  const count = countOf(out.find((edge) => (edge.branch ?? null) === branch))
  const all = out.reduce((sum, edge) => sum + edge.count, 0)
  const most = Math.max(1, ...report.edges.map((edge) => edge.count))
  return { count, share: all === 0 ? 0 : count / all, most }
}

/** How thick an edge is drawn in report mode; null outside it. */
export function useEdgeWidth(spot: Spot): number | null {
  const figure = useEdgeCount(spot)
  return figure === null ? null : 1 + (7 * figure.count) / figure.most
}

/** How many went along an edge, and of a branch which share. */
export function EdgeFigures({ spot }: { spot: Spot }) {
  const t = useTranslations('nodes.figures')
  const locale = useLocale()
  const figure = useEdgeCount(spot)
  if (figure === null) return null
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <OpensPeople
      figure={{ of: 'left', node: spot.from, branch: spot.branch }}
      label={t('passed')}
      count={figure.count}
      className="figures rounded-full border bg-card px-2 py-0.5 text-[11px] leading-4 font-medium"
    >
      {number.format(figure.count)}
      {spot.branch !== null && (
        <span className="text-muted-foreground"> · {percent.format(figure.share)}</span>
      )}
    </OpensPeople>
  )
}
