'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Flow } from '#flows/graph/flow.ts'
import { type ChangeLine, changeLines } from './change-lines.ts'
import { ChangeMark } from './changes.tsx'
import type { NodeWords } from './node-views/node-view.ts'

/** How a flow differs from what is live, in words and colours. */
export function FlowChanges({
  before,
  after,
  words,
  canvas,
}: {
  before: Flow
  after: Flow
  words: NodeWords
  /** Where the same is drawn, and what to do before going there. */
  canvas?: { href: string; onGo: () => void } | undefined
}) {
  const t = useTranslations('flows.publishing.changes')
  const lines = useMemo(
    () => changeLines(before, after, { t: t as unknown as NodeWords['t'], words }),
    [before, after, t, words],
  )
  return (
    <section>
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="text-sm font-medium">{t('title')}</h3>
        {canvas && lines.length > 0 && (
          <Link
            href={canvas.href}
            onClick={canvas.onGo}
            className="text-[13px] font-medium text-link underline-offset-4 hover:underline"
          >
            {t('onCanvas')}
          </Link>
        )}
      </div>
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
  return (
    <li className="flex items-start gap-2.5 text-[13px] leading-5">
      <ChangeMark change={change} className="mt-0.5" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </li>
  )
}
