'use client'

import { Minus, PencilLine, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Flow } from '#flows/graph/flow.ts'
import { cn } from '../ui/cn.ts'
import { type ChangeLine, changeLines } from './change-lines.ts'
import type { NodeWords } from './node-views/node-view.ts'

const LOOKS = {
  added: { icon: Plus, tone: 'bg-live-soft text-live' },
  removed: { icon: Minus, tone: 'bg-failed-soft text-failed' },
  changed: { icon: PencilLine, tone: 'bg-paused-soft text-paused' },
} as const

/** How a flow differs from what is live, in words and colours. */
export function FlowChanges({ before, after, words }: { before: Flow; after: Flow; words: NodeWords }) {
  const t = useTranslations('flows.publishing.changes')
  const lines = useMemo(
    () => changeLines(before, after, { t: t as unknown as NodeWords['t'], words }),
    [before, after, t, words],
  )
  return (
    <section>
      <h3 className="mb-2 text-sm font-medium">{t('title')}</h3>
      {lines.length === 0 ? (
        <p className="text-[13px] text-muted-foreground">{t('none')}</p>
      ) : (
        <ul className="flex flex-col gap-1.5" data-testid="flow-changes">
          {lines.map((line) => (
            <Line key={`${line.change} ${line.text}`} {...line} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Line({ change, text }: ChangeLine) {
  const t = useTranslations('flows.publishing.changes')
  const { icon: Icon, tone } = LOOKS[change]
  return (
    <li className="flex items-start gap-2.5 text-[13px] leading-5">
      <span className={cn('mt-0.5 grid size-4 shrink-0 place-items-center rounded', tone)}>
        <Icon aria-label={t(change)} className="size-3" />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </li>
  )
}
