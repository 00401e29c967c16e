'use client'

import { Minus, PencilLine, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { createContext, useContext } from 'react'
import type { Change } from '#flows/graph/union-of-flows.ts'
import { cn } from '../ui/cn.ts'

/** How each kind of change looks, on the canvas and in lists. */
export const CHANGE_LOOKS = {
  added: { icon: Plus, tone: 'bg-live-soft text-live' },
  removed: { icon: Minus, tone: 'bg-failed-soft text-failed' },
  changed: { icon: PencilLine, tone: 'bg-paused-soft text-paused' },
} as const satisfies Record<Change, object>

/** What became of steps and lines, by their ids on the canvas, while two versions are compared. */
export interface CanvasChanges {
  nodes: ReadonlyMap<string, Change>
  lines: ReadonlyMap<string, 'added' | 'removed'>
}

export const ChangesContext = createContext<CanvasChanges | null>(null)

/** What became of a step; `same` for one that stayed, null where nothing is compared. */
export function useNodeChange(id: string): Change | 'same' | null {
  const changes = useContext(ChangesContext)
  return changes === null ? null : (changes.nodes.get(id) ?? 'same')
}

/** What became of a line. */
export function useLineChange(id: string): 'added' | 'removed' | 'same' | null {
  const changes = useContext(ChangesContext)
  return changes === null ? null : (changes.lines.get(id) ?? 'same')
}

/** The mark of a change, with its name for those who don't see it. */
export function ChangeMark({ change, className }: { change: Change; className?: string }) {
  const t = useTranslations('flows.publishing.changes')
  const { icon: Icon, tone } = CHANGE_LOOKS[change]
  return (
    <span className={cn('grid size-4 shrink-0 place-items-center rounded', tone, className)}>
      <Icon aria-label={t(change)} className="size-3" />
    </span>
  )
}
