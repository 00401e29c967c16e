'use client'

import { CircleAlert, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Problem } from '#flows/graph/problem.ts'
import { cn } from '../ui/cn.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { FAMILY_TILE, type Family } from './node-views/node-view.ts'

export interface CardProps {
  family: Family
  icon: LucideIcon
  title: string
  detail: string | null
  status?: 'draft' | 'manual' | 'live' | null
  problems: Problem[]
  onProblems: () => void
  selected: boolean
  dashed?: boolean
  footer?: ReactNode
}

const STATUS_DOT = { draft: 'bg-draft', manual: 'bg-paused', live: 'bg-live' } as const

/** The card of a step: what it does in words, its state and its problems. */
export function Card(props: CardProps) {
  const { family, icon: Icon, title, detail, status, problems, onProblems, selected, dashed, footer } = props
  const t = useTranslations('nodes')
  return (
    <div
      data-family={family}
      className={cn(
        'relative w-70 rounded-lg border bg-card text-card-foreground transition-[border-color,box-shadow] duration-150',
        dashed && 'border-dashed border-border-strong',
        selected
          ? 'border-primary shadow-[0_0_0_1px_var(--primary),0_4px_16px_-6px_rgb(0_0_0/0.18)]'
          : 'shadow-[0_1px_2px_rgb(0_0_0/0.05)] hover:border-border-strong',
      )}
    >
      <div className="flex min-h-[72px] items-center gap-3 px-3 py-[9px]">
        <span className={cn(FAMILY_TILE, 'size-9')}>
          <Icon aria-hidden className="size-[18px]" />
        </span>
        <span className="akis-words min-w-0 flex-1">
          <span className="line-clamp-2 text-[13px] leading-[18px] font-medium [overflow-wrap:anywhere]">
            {title}
          </span>
          <span className="mt-0.5 flex min-w-0 items-center gap-1.5 text-xs leading-4 text-muted-foreground">
            {status && (
              <span className="flex shrink-0 items-center gap-1 font-medium">
                <span aria-hidden className={cn('size-1.5 rounded-full', STATUS_DOT[status])} />
                {t(`status.${status}`)}
              </span>
            )}
            {status && detail && <span aria-hidden>·</span>}
            {detail && <span className="truncate">{detail}</span>}
          </span>
        </span>
      </div>
      {problems.length > 0 && <ProblemBadge problems={problems} onClick={onProblems} />}
      {footer}
    </div>
  )
}

function ProblemBadge({ problems, onClick }: { problems: Problem[]; onClick: () => void }) {
  const t = useTranslations('nodes')
  const words = useTranslations('problems')
  const isError = problems.some((problem) => problem.severity === 'error')
  const Icon = isError ? CircleAlert : TriangleAlert
  return (
    <Tooltip
      content={
        <ul className="flex flex-col gap-1">
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.field}`}>{words(problem.code, problem.params)}</li>
          ))}
        </ul>
      }
    >
      <button
        type="button"
        aria-label={t('problemCount', { count: problems.length })}
        onClick={(event) => {
          event.stopPropagation()
          onClick()
        }}
        className={cn(
          'nodrag absolute -top-2.5 -right-2.5 grid size-6 place-items-center rounded-full border-2 border-background',
          isError ? 'bg-failed-soft text-failed' : 'bg-paused-soft text-paused',
        )}
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
    </Tooltip>
  )
}
