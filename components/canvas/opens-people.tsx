'use client'

import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext } from 'react'
import type { Figure } from '../api/flow-report.ts'

/** Opens the people behind a figure, where its kind has any. */
export interface FigureOpener {
  open: (figure: Figure) => void
  /** The kinds of figures whose people are known; null: all. */
  kinds: ReadonlySet<Figure['of']> | null
}

export const PeopleContext = createContext<FigureOpener | null>(null)

/** A figure that opens its people when it is pressed, where there are any. */
export function OpensPeople({
  figure,
  label,
  count,
  className,
  children,
}: {
  figure: Figure
  /** What is counted, for those who don't see it. */
  label: string
  count: number
  className?: string
  children: ReactNode
}) {
  const t = useTranslations('canvas.people')
  const opener = useContext(PeopleContext)
  const known = opener !== null && (opener.kinds?.has(figure.of) ?? true)
  if (!known || count === 0) return <span className={className}>{children}</span>
  return (
    <button
      type="button"
      aria-label={t('open', { figure: label, count })}
      data-figure={`${figure.of}-${figure.node}${figure.branch ? `-${figure.branch}` : ''}`}
      onClick={(event) => {
        event.stopPropagation()
        opener.open(figure)
      }}
      className={`nodrag nopan pointer-events-auto cursor-pointer text-left underline decoration-border-strong decoration-dotted underline-offset-4 transition-colors hover:text-link hover:decoration-current ${className ?? ''}`}
    >
      {children}
    </button>
  )
}
