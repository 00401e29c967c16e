'use client'

import { Plus } from 'lucide-react'
import type { Spot } from '#flows/graph/edit/spot.ts'
import { cn } from '../ui/cn.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useSpotNameOnCanvas } from './use-spot-name.ts'

/** The `+` of a spot: opens the step menu, and takes what is dragged from the palette. */
export function AddButton({ id, spot, always }: { id: string; spot: Spot; always: boolean }) {
  const store = useEditorStore()
  const name = useSpotNameOnCanvas(spot)
  const open = useEditor((state) => state.menuAt === id)
  const dragging = useEditor((state) => state.dragged !== null)
  const isTarget = useEditor((state) => state.target === id)
  const shown = always || open || dragging
  return (
    <button
      type="button"
      data-spot={id}
      data-testid={`add-${spot.from}${spot.branch ? `-${spot.branch}` : ''}`}
      aria-label={name.add}
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={(event) => {
        event.stopPropagation()
        store.set({ menuAt: open ? null : id })
      }}
      className="nodrag nopan group/add pointer-events-auto grid size-8 place-items-center rounded-full"
    >
      <span
        className={cn(
          'grid place-items-center rounded-full border bg-card text-muted-foreground transition-all duration-150',
          'group-hover/add:size-6 group-hover/add:border-primary group-hover/add:bg-primary group-hover/add:text-primary-foreground',
          'group-focus-visible/add:size-6 group-focus-visible/add:border-primary group-focus-visible/add:text-link',
          shown ? 'size-6 border-border-strong' : 'size-2 border-border-strong pointer-coarse:size-6',
          dragging && 'border-dashed border-primary text-link',
          (isTarget || open) && 'size-7 border-solid border-primary bg-primary text-primary-foreground',
        )}
      >
        <Plus
          aria-hidden
          className={cn(
            'size-3.5 group-hover/add:block group-focus-visible/add:block',
            shown || isTarget ? 'block' : 'hidden pointer-coarse:block',
          )}
        />
      </span>
    </button>
  )
}
