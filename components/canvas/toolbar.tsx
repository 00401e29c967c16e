'use client'

import { useReactFlow, useStore } from '@xyflow/react'
import {
  ChartNoAxesColumn,
  ChevronsDownUp,
  ChevronsUpDown,
  LayoutGrid,
  Map as MapIcon,
  Maximize,
  Minus,
  Plus,
  Redo2,
  Search,
  Undo2,
} from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useContext, useMemo } from 'react'
import { tidyUp } from '#flows/graph/edit/move-nodes.ts'
import { cn } from '../ui/cn.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { ChangesContext } from './changes.tsx'
import { isEditing } from './editor-store.ts'
import { foldable } from './fold-flow.ts'
import { motion } from './motion.ts'
import { useEditor, useEditorStore } from './use-editor.ts'

/** Undo, tidy up, zoom, search, map and figures, under the canvas. */
export function Toolbar(props: {
  map: boolean
  onMap: () => void
  onFind: () => void
  /** Brings the whole flow into sight. */
  onFit: () => void
}) {
  const { map, onMap, onFind, onFit } = props
  const store = useEditorStore()
  const t = useTranslations('canvas.toolbar')
  const { zoomIn, zoomOut } = useReactFlow()
  const canUndo = useEditor((state) => state.history.past.length > 0)
  const canRedo = useEditor((state) => state.history.future.length > 0)
  const moved = useEditor((state) => Object.keys(state.history.present.layout).length > 0)
  const mode = useEditor((state) => state.mode)
  const editing = useEditor(isEditing)
  const foldableLines = useEditor((state) => foldable(state.history.present))
  const long = useMemo(() => [...foldableLines.keys()], [foldableLines])
  const folds = useEditor(({ folded }) => long.some((line) => folded.has(line)))
  const comparing = useContext(ChangesContext) !== null
  return (
    <div
      role="toolbar"
      aria-label={t('label')}
      className="absolute bottom-3 left-1/2 z-10 flex max-w-[calc(100%-1.5rem)] -translate-x-1/2 items-center gap-0.5 rounded-lg border bg-card p-1"
    >
      {editing && (
        <>
          <Tool label={t('undo')} keys="⌘Z" disabled={!canUndo} onClick={store.undo}>
            <Undo2 aria-hidden />
          </Tool>
          <Tool label={t('redo')} keys="⇧⌘Z" disabled={!canRedo} onClick={store.redo}>
            <Redo2 aria-hidden />
          </Tool>
          <Tool
            label={t('tidy')}
            disabled={!moved}
            onClick={() => {
              store.edit(tidyUp)
              requestAnimationFrame(onFit)
            }}
          >
            <LayoutGrid aria-hidden />
          </Tool>
          <Gap />
        </>
      )}
      <Tool label={t('zoomOut')} onClick={() => void zoomOut({ duration: motion() })}>
        <Minus aria-hidden />
      </Tool>
      <Percent />
      <Tool label={t('zoomIn')} onClick={() => void zoomIn({ duration: motion() })}>
        <Plus aria-hidden />
      </Tool>
      <Tool label={t('fit')} onClick={onFit}>
        <Maximize aria-hidden />
      </Tool>
      <Tool label={t('find')} keys="⌘F" onClick={onFind}>
        <Search aria-hidden />
      </Tool>
      {long.length > 0 && (
        <Tool label={t(folds ? 'expand' : 'collapse')} onClick={() => store.fold(long, !folds)}>
          {folds ? <ChevronsUpDown aria-hidden /> : <ChevronsDownUp aria-hidden />}
        </Tool>
      )}
      <Tool label={t('minimap')} pressed={map} onClick={onMap} className="hidden md:grid">
        <MapIcon aria-hidden />
      </Tool>
      {(mode === 'edit' || mode === 'report') && !comparing && (
        <>
          <Gap />
          <Tool
            label={t('report')}
            pressed={mode === 'report'}
            onClick={() => {
              store.set({
                mode: mode === 'report' ? 'edit' : 'report',
                panel: null,
                selected: [],
                menuAt: null,
              })
            }}
            testId="toggle-report"
          >
            <ChartNoAxesColumn aria-hidden />
          </Tool>
        </>
      )}
    </div>
  )
}

/** How near the flow is seen; pressed, its real size. By itself, since it is drawn anew in each frame of a zoom. */
function Percent() {
  const locale = useLocale()
  const { zoomTo } = useReactFlow()
  const percent = useStore(({ transform: [, , zoom] }) => Math.round(zoom * 100))
  return (
    <button
      type="button"
      onClick={() => void zoomTo(1, { duration: motion() })}
      className="figures hidden h-8 w-13 rounded-md text-[13px] font-medium transition-colors [contain:strict] hover:bg-accent sm:block"
    >
      {new Intl.NumberFormat(locale, { style: 'percent' }).format(percent / 100)}
    </button>
  )
}

const Gap = () => <span aria-hidden className="mx-1 h-5 w-px bg-border" />

function Tool(props: {
  label: string
  keys?: string
  pressed?: boolean
  disabled?: boolean
  onClick: () => void
  className?: string
  testId?: string
  children: ReactNode
}) {
  const { label, keys, pressed, disabled, onClick, className, testId, children } = props
  return (
    <Tooltip content={keys ? `${label} ${keys}` : label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
        data-testid={testId}
        className={cn(
          'grid size-8 place-items-center rounded-md transition-colors hover:bg-accent disabled:pointer-events-none disabled:opacity-40 aria-pressed:bg-primary-soft aria-pressed:text-link [&_svg]:size-4',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  )
}
