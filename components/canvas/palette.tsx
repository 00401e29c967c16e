'use client'

import { GripVertical, PanelLeftClose, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { mainBranch } from '#flows/graph/edit/main-branch.ts'
import { edgeAt, nodeById, openSpots, type Spot } from '#flows/graph/edit/spot.ts'
import { type Flow, type NodeKind, TRIGGER_ID } from '#flows/graph/flow.ts'
import { Button } from '../ui/button.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { STEP_GROUPS } from './node-views/registry.ts'
import { KindTile } from './step-menu.tsx'
import { useAddStep } from './use-add-step.ts'
import { useEditorStore } from './use-editor.ts'

export const DRAG_TYPE = 'application/x-akis-step'

/** The steps that can be dragged onto a line or an open end; a click adds after what is selected. */
export function Palette() {
  const store = useEditorStore()
  const t = useTranslations('canvas.palette')
  const tNode = useTranslations('nodes')
  const add = useAddStep()
  const [open, setOpen] = useState(true)
  if (!open) {
    return (
      <Tooltip content={t('show')} side="right">
        <Button
          variant="secondary"
          size="icon"
          aria-label={t('show')}
          onClick={() => setOpen(true)}
          className="absolute top-3 left-3 z-10 hidden @2xl:inline-flex"
        >
          <Plus aria-hidden />
        </Button>
      </Tooltip>
    )
  }
  return (
    <aside
      aria-label={t('title')}
      data-palette
      className="absolute top-3 left-3 z-10 hidden max-h-[calc(100%-5rem)] w-52 flex-col rounded-lg border bg-card @2xl:flex"
    >
      <header className="flex items-center justify-between py-1.5 pr-1.5 pl-3">
        <h2 className="text-[13px] font-semibold">{t('title')}</h2>
        <Button variant="ghost" size="icon-sm" aria-label={t('hide')} onClick={() => setOpen(false)}>
          <PanelLeftClose aria-hidden />
        </Button>
      </header>
      <div className="min-h-0 overflow-y-auto px-1.5 pb-2">
        {STEP_GROUPS.map(({ family, kinds }) => (
          <section key={family} aria-label={tNode(`families.${family}`)}>
            <h3 className="px-1.5 pt-2 pb-1 text-xs font-medium text-muted-foreground">
              {tNode(`families.${family}`)}
            </h3>
            {kinds.map((kind) => (
              <button
                key={kind}
                type="button"
                draggable
                data-testid={`palette-${kind}`}
                aria-label={t('add', { step: tNode(`${kind}.name`) })}
                onDragStart={(event) => {
                  event.dataTransfer.setData(DRAG_TYPE, kind)
                  event.dataTransfer.effectAllowed = 'copy'
                  setTimeout(() => store.set({ dragged: kind, menuAt: null }))
                }}
                onDragEnd={() => store.set({ dragged: null, target: null })}
                onClick={() => {
                  const spot = nextSpot(store.flow, store.state.selected[0], kind)
                  if (spot) add(kind, spot)
                }}
                className="group flex w-full cursor-grab items-center gap-2.5 rounded-md p-1.5 text-left text-[13px] font-medium transition-colors hover:bg-accent active:cursor-grabbing"
              >
                <KindTile kind={kind} />
                <span className="min-w-0 flex-1">{tNode(`${kind}.name`)}</span>
                <GripVertical
                  aria-hidden
                  className="size-3.5 text-muted-foreground opacity-0 transition-opacity group-hover:opacity-100"
                />
              </button>
            ))}
          </section>
        ))}
        <p className="px-1.5 pt-2 text-xs text-muted-foreground">{t('hint')}</p>
      </div>
    </aside>
  )
}

/** Where a click in the palette puts a step: after the selected one, else at the first open end. */
function nextSpot(flow: Flow, selected: string | undefined, kind: NodeKind): Spot | undefined {
  const open = openSpots(flow)
  const after = selected === undefined ? undefined : nodeById(flow, selected)
  const branch = after ? mainBranch(after) : selected === TRIGGER_ID ? null : undefined
  const ownOpen = open.find((spot) => spot.from === selected)
  if (selected !== undefined && branch !== undefined) {
    const main = { from: selected, branch }
    if (!edgeAt(flow, main) || kind !== 'exit') return main
  }
  return ownOpen ?? open.at(-1)
}
