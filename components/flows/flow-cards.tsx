'use client'

import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FlowSummary } from '../api/flows.ts'
import { FLOW_TONES } from '../canvas/flow-tones.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Tick, TickAll } from '../ui/tick.tsx'
import { EnteredLine, RevenueLine } from './flow-lines.tsx'
import { FlowMenu } from './flow-menu.tsx'
import { FlowName, FlowRevenue, FlowTags } from './flow-name.tsx'
import type { FlowRowsProps } from './flow-rows.tsx'
import { FlowStamp } from './flow-stamp.tsx'
import { firstSort, SORTS } from './flow-view.ts'

/** Flows one under another, for a phone: what the table has, without scrolling sideways. */
export function FlowCards({ flows, sort, onSort, chosen, act }: FlowRowsProps) {
  const t = useTranslations('flows')
  const Arrow = sort.down ? ArrowDownWideNarrow : ArrowUpNarrowWide
  return (
    <>
      <div className="flex items-center gap-2 border-b px-3 py-2">
        {chosen && (
          <TickAll
            chosen={chosen}
            shown={flows.length}
            aria-label={t('list.chooseAll')}
            className="mr-auto"
          />
        )}
        <Select
          aria-label={t('list.sort')}
          value={sort.by}
          onValueChange={(by) => onSort(firstSort(by))}
          options={SORTS.map((value) => ({ value, label: t(`columns.${value}`) }))}
          className="ml-auto w-44"
        />
        <Button
          variant="secondary"
          size="icon"
          aria-label={t(sort.down ? 'list.descending' : 'list.ascending')}
          onClick={() => onSort({ ...sort, down: !sort.down })}
        >
          <Arrow aria-hidden />
        </Button>
      </div>
      <ul className="divide-y">
        {flows.map((flow) => (
          <FlowCard key={flow.id} flow={flow} chosen={chosen} act={act} />
        ))}
      </ul>
    </>
  )
}

function FlowCard({ flow, chosen, act }: { flow: FlowSummary } & Pick<FlowRowsProps, 'chosen' | 'act'>) {
  const t = useTranslations('flows')
  const format = useFormat()
  const lively = flow.days.length > 0
  return (
    <li className="relative flex flex-col gap-3 px-3 py-3">
      <div className="flex items-start gap-3">
        {chosen && (
          <Tick
            chosen={chosen}
            id={flow.id}
            aria-label={t('list.choose', { name: flow.name })}
            className="mt-1"
          />
        )}
        <FlowStamp shape={flow.shape} />
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          <FlowName flow={flow} />
          <div className="flex flex-wrap items-center gap-1">
            <StatusBadge tone={FLOW_TONES[flow.status]}>{t(`status.${flow.status}`)}</StatusBadge>
            <FlowTags tags={flow.tags} />
          </div>
        </div>
        {act && <FlowMenu flow={flow} act={act} />}
      </div>
      <dl className="figures grid grid-cols-[1fr_auto_1fr] gap-x-4 text-sm">
        <Figure label={t('columns.entered')} line={lively && <EnteredLine flow={flow} />}>
          {format.number(flow.entered ?? 0)}
        </Figure>
        <Figure label={t('columns.active')}>{format.number(flow.active ?? 0)}</Figure>
        <Figure label={t('columns.revenue')} line={lively && <RevenueLine flow={flow} />} end>
          <FlowRevenue flow={flow} />
        </Figure>
      </dl>
    </li>
  )
}

function Figure({
  label,
  line,
  end = false,
  children,
}: {
  label: string
  line?: ReactNode
  end?: boolean
  children: ReactNode
}) {
  return (
    <div className={end ? 'flex flex-col items-end text-right' : 'flex flex-col'}>
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="font-medium">{children}</dd>
      {line && <dd className="mt-1">{line}</dd>}
    </div>
  )
}
