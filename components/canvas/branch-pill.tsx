'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { cn } from '../ui/cn.ts'
import { useEditorStore } from './use-editor.ts'

const TONE: Record<string, string> = {
  yes: 'bg-live-soft text-live',
  happened: 'bg-live-soft text-live',
  succeeded: 'bg-live-soft text-live',
  failed: 'bg-failed-soft text-failed',
  timed_out: 'bg-step-time-soft text-step-time',
}

const SOON_MS = 1_000
let awaited: { line: string; until: number } | null = null

/** A line is drawn anew when it leads to another box: the name on it takes the focus back when it is there again. */
export function keepFocusOn(line: string): void {
  awaited = { line, until: performance.now() + SOON_MS }
}

/** The name of a branch; one that is long enough folds and unfolds when it is pressed. */
export function BranchPill({
  line,
  branch,
  name,
  fold,
  dimmed,
}: {
  /** The id of its line. */
  line: string
  branch: string
  name: string | null
  /** What pressing it does, in full once names are given; null where it does nothing. */
  fold: { name: string; folded: boolean } | null
  dimmed: boolean
}) {
  const store = useEditorStore()
  const button = useRef<HTMLButtonElement>(null)
  const folded = fold?.folded
  // biome-ignore lint/correctness/useExhaustiveDependencies: folding and unfolding lead the line to another box
  useEffect(() => {
    const lost = document.activeElement === document.body
    if (awaited?.line !== line || awaited.until < performance.now() || !lost) return
    button.current?.focus({ preventScroll: true })
  }, [line, folded])
  const look = cn(
    'max-w-56 rounded-full px-2 py-0.5 text-[11px] leading-4 font-medium',
    (!dimmed && TONE[branch]) || 'bg-draft-soft text-draft',
  )
  if (fold === null) return <span className={cn(look, 'block truncate')}>{name}</span>
  const Chevron = fold.folded ? ChevronDown : ChevronUp
  return (
    <button
      ref={button}
      type="button"
      data-fold={line}
      aria-label={fold.name || undefined}
      aria-expanded={!fold.folded}
      onClick={(event) => {
        event.stopPropagation()
        keepFocusOn(line)
        store.fold([line], !fold.folded)
      }}
      className={cn(
        look,
        'nodrag nopan group/pill pointer-events-auto flex min-h-6 items-center gap-0.5 pr-1.5 transition-shadow hover:shadow-[0_0_0_1px_currentColor]',
      )}
    >
      <span className="truncate">{name}</span>
      <Chevron aria-hidden className="size-3 shrink-0 opacity-60 group-hover/pill:opacity-100" />
    </button>
  )
}
