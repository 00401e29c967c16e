'use client'

import { ReactFlowProvider } from '@xyflow/react'
import { type ReactNode, useEffect } from 'react'
import { cn } from '../ui/cn.ts'
import { Canvas } from './canvas.tsx'
import type { EditorState } from './editor-store.ts'
import { useEditorStore } from './use-editor.ts'

interface BesideCanvasProps {
  /** What the canvas is for meanwhile; it is for editing again afterwards. */
  mode: Exclude<EditorState['mode'], 'edit'>
  /** What the panel is called for those who don't see it. */
  label: string
  title: string
  hint: string
  testId: string
  wide?: boolean
  children: ReactNode
}

/** A tab of a flow that looks at its canvas: the canvas, and a panel beside it; on a phone under it. */
export function BesideCanvas({
  mode,
  label,
  title,
  hint,
  testId,
  wide = false,
  children,
}: BesideCanvasProps) {
  const store = useEditorStore()
  useEffect(() => {
    store.set({ mode, panel: null, selected: [], menuAt: null })
    return () => store.set({ mode: 'edit', lit: null, selected: [] })
  }, [store, mode])
  return (
    <ReactFlowProvider>
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <div className="min-h-64 min-w-0 flex-1">
          <Canvas />
        </div>
        <aside
          aria-label={label}
          data-testid={testId}
          className={cn(
            'flex max-h-[58%] w-full shrink-0 flex-col gap-5 overflow-y-auto border-t bg-card p-4 pb-10 md:max-h-none md:border-t-0 md:border-l',
            wide ? 'md:w-105' : 'md:w-95',
          )}
        >
          <div>
            <h2 className="text-sm font-semibold">{title}</h2>
            <p className="mt-1 text-[13px] text-muted-foreground">{hint}</p>
          </div>
          {children}
        </aside>
      </div>
    </ReactFlowProvider>
  )
}
