'use client'

import { Copy, Maximize2, Minimize2, Trash2, X, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { nodeById } from '#flows/graph/edit/spot.ts'
import { updateConfig } from '#flows/graph/edit/update-config.ts'
import { type FlowNode, type NodeKind, TRIGGER_ID } from '#flows/graph/flow.ts'
import { isEditing } from '../canvas/editor-store.ts'
import { FAMILY_TILE } from '../canvas/node-views/node-view.ts'
import { ProblemsPanel } from '../canvas/problems-panel.tsx'
import { KindTile } from '../canvas/step-menu.tsx'
import { useEditor, useEditorStore } from '../canvas/use-editor.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Sheet, SheetContent } from '../ui/sheet.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { FlowSettings } from './flow-settings.tsx'
import { NODE_FORMS } from './forms/registry.tsx'
import { TriggerForm } from './forms/trigger-form.tsx'
import { InspectorWidth } from './inspector-width.ts'
import type { NodeFormProps } from './node-form.ts'

/** What stands beside the canvas: the opened step, the flow's settings or its problems; on a phone a sheet from below. */
export function Inspector() {
  const store = useEditorStore()
  const panel = useEditor((state) => state.panel)
  const opened = useEditor((state) => (state.panel === 'step' ? (state.selected[0] ?? null) : null))
  const narrow = useNarrow()
  const [wide, setWide] = useState(false)
  const t = useTranslations('inspector')
  const tCanvas = useTranslations('canvas.problems')
  const width = useMemo(() => ({ wide: wide && !narrow, setWide }), [wide, narrow])
  const close = () => store.set({ panel: null })
  const shown = panel === 'step' ? opened : panel
  if (shown === null) return null

  const title = panel === 'step' ? t('label') : panel === 'settings' ? t('settings.title') : tCanvas('title')
  const body =
    panel === 'step' ? (
      <StepPanel key={opened} id={opened!} onClose={close} />
    ) : (
      <Panel
        title={title}
        onClose={close}
        closeLabel={panel === 'settings' ? t('settings.close') : tCanvas('close')}
      >
        {panel === 'settings' ? <FlowSettings /> : <ProblemsPanel />}
      </Panel>
    )
  if (narrow) {
    return (
      <Sheet open onOpenChange={(open) => !open && close()}>
        <SheetContent side="bottom" title={title} hideTitle className="h-[82dvh]" data-testid="inspector">
          <InspectorWidth value={width}>{body}</InspectorWidth>
        </SheetContent>
      </Sheet>
    )
  }
  return (
    <aside
      aria-label={title}
      data-testid="inspector"
      className={cn(
        'flex h-full shrink-0 flex-col border-l bg-card motion-safe:animate-slide-left',
        width.wide && opened !== null ? 'w-[min(880px,60vw)]' : 'w-95',
      )}
    >
      <InspectorWidth value={width}>{body}</InspectorWidth>
    </aside>
  )
}

function Panel({
  title,
  icon,
  actions,
  onClose,
  closeLabel,
  children,
}: {
  title: ReactNode
  icon?: ReactNode
  actions?: ReactNode
  onClose: () => void
  closeLabel: string
  children: ReactNode
}) {
  const body = useRef<HTMLDivElement>(null)
  const locked = useEditor((state) => state.locked)
  useFocusField(body)
  return (
    <>
      <div className="flex h-14 shrink-0 items-center gap-2.5 border-b pr-2 pl-4">
        {icon}
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{title}</h2>
        {actions}
        <Button variant="ghost" size="icon-sm" aria-label={closeLabel} onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <div ref={body} className="relative min-h-0 flex-1 overflow-y-auto p-4 pb-16">
        <fieldset disabled={locked} className="flex min-w-0 flex-col gap-5">
          {children}
        </fieldset>
      </div>
    </>
  )
}

function StepPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('inspector')
  const tNode = useTranslations('nodes')
  const node = useEditor((state) => nodeById(state.history.present, id))
  if (id === TRIGGER_ID) {
    return (
      <Panel
        title={tNode('trigger.name')}
        icon={
          <span data-family="trigger" className={cn(FAMILY_TILE, 'size-8')}>
            <Zap aria-hidden className="size-4" />
          </span>
        }
        onClose={onClose}
        closeLabel={t('close')}
      >
        <TriggerForm />
      </Panel>
    )
  }
  return node ? <NodePanel node={node} onClose={onClose} /> : null
}

function NodePanel({ node, onClose }: { node: FlowNode; onClose: () => void }) {
  const store = useEditorStore()
  const t = useTranslations('inspector')
  const tNode = useTranslations('nodes')
  const editing = useEditor(isEditing)
  const Form = NODE_FORMS[node.kind] as ComponentType<NodeFormProps<NodeKind>>
  return (
    <Panel
      title={tNode(`${node.kind}.name`)}
      icon={<KindTile kind={node.kind} />}
      onClose={onClose}
      closeLabel={t('close')}
      actions={
        <>
          {node.kind === 'email' && <WidthToggle />}
          {editing && node.kind !== 'exit' && (
            <Action label={t('duplicate')} onClick={store.duplicate}>
              <Copy aria-hidden />
            </Action>
          )}
          {editing && (
            <Action label={t('delete')} onClick={store.remove}>
              <Trash2 aria-hidden />
            </Action>
          )}
        </>
      }
    >
      <Form
        node={node}
        onChange={(config, field) =>
          store.edit(
            (flow) => updateConfig(flow, { id: node.id, kind: node.kind, config }),
            `${node.id}.${field}`,
          )
        }
      />
    </Panel>
  )
}

function WidthToggle() {
  const t = useTranslations('inspector.email')
  return (
    <InspectorWidth.Consumer>
      {({ wide, setWide }) => (
        <Action
          label={wide ? t('narrow') : t('wide')}
          onClick={() => setWide(!wide)}
          className="hidden lg:inline-flex"
        >
          {wide ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
        </Action>
      )}
    </InspectorWidth.Consumer>
  )
}

function Action({
  label,
  onClick,
  className,
  children,
}: {
  label: string
  onClick: () => void
  className?: string
  children: ReactNode
}) {
  return (
    <Tooltip content={label} side="bottom">
      <Button variant="ghost" size="icon-sm" aria-label={label} onClick={onClick} className={className}>
        {children}
      </Button>
    </Tooltip>
  )
}

const FOCUSABLE =
  'input:not([disabled]):not([type=hidden]), textarea:not([disabled]), button:not([disabled]), [tabindex="0"]'

/** Takes the focus to the field that was asked for, or to the first one where a step was opened by keyboard. */
function useFocusField(body: React.RefObject<HTMLDivElement | null>): void {
  const focus = useEditor((state) => state.focus)
  useEffect(() => {
    const root = body.current
    if (focus === null || focus.field === null || !root) return
    let path = focus.field
    let place: HTMLElement | null = null
    while (path !== '' && place === null) {
      place = root.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`)
      path = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : ''
    }
    const first = (place ?? root).querySelector<HTMLElement>(FOCUSABLE)
    // of choices side by side the chosen one is the stop
    const chosen = first?.closest('[role="radiogroup"]')?.querySelector<HTMLElement>('[aria-checked="true"]')
    const target = chosen ?? first
    place?.scrollIntoView({ block: 'center' })
    target?.focus({ preventScroll: place !== null })
  }, [focus, body])
}
