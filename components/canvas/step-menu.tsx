'use client'

import { Command } from 'cmdk'
import { CornerDownRight, type LucideIcon, Repeat, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { connect } from '#flows/graph/edit/connect.ts'
import { wouldCycle } from '#flows/graph/edit/reach.ts'
import { connectBack, earlierSteps, repeatAt } from '#flows/graph/edit/repeat.ts'
import { edgeAt } from '#flows/graph/edit/spot.ts'
import type { FlowNode, NodeKind } from '#flows/graph/flow.ts'
import { cn } from '../ui/cn.ts'
import { Popover, PopoverAnchor, PopoverContent } from '../ui/popover.tsx'
import { wordFilter } from '../ui/word-filter.ts'
import { isRepeat, repeatId, spotOfId } from './layout.ts'
import { FAMILY_TILE, type NodeView } from './node-views/node-view.ts'
import { NODE_VIEWS, STEP_GROUPS, wordsOf } from './node-views/registry.ts'
import { useAddStep } from './use-add-step.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'

const FIRST_REPEATS = 3
const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground'
const ITEM =
  'flex cursor-pointer select-none items-center gap-2.5 rounded-md px-2 py-1.5 text-sm data-[disabled=true]:cursor-default data-[disabled=true]:opacity-50 data-[selected=true]:bg-accent'

/** The searchable menu of steps; one for the whole canvas, at the `+` that was pressed. */
export function StepMenu() {
  const store = useEditorStore()
  const at = useEditor(({ menuAt }) => (menuAt === null || isRepeat(menuAt) ? null : menuAt))
  const t = useTranslations('canvas.menu')
  const anchor = useRef<Element | null>(null)
  anchor.current =
    at === null || typeof document === 'undefined'
      ? null
      : document.querySelector(`[data-spot="${CSS.escape(at)}"]`)
  const virtual = useMemo(
    () => ({
      current: { getBoundingClientRect: () => anchor.current?.getBoundingClientRect() ?? new DOMRect() },
    }),
    [],
  )
  return (
    <Popover open={at !== null} onOpenChange={(open) => !open && store.set({ menuAt: null })}>
      <PopoverAnchor virtualRef={virtual} />
      {at !== null && (
        <PopoverContent
          aria-label={t('label')}
          data-testid="step-menu"
          updatePositionStrategy="always"
          className="w-80 max-w-[calc(100vw-2rem)] p-0"
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (anchor.current instanceof HTMLElement && anchor.current.isConnected) anchor.current.focus()
          }}
          onInteractOutside={(event) => {
            if (anchor.current?.contains(event.target as Element)) event.preventDefault()
          }}
        >
          <Menu at={at} />
        </PopoverContent>
      )}
    </Popover>
  )
}

function Menu({ at }: { at: string }) {
  const store = useEditorStore()
  const t = useTranslations('canvas.menu')
  const tNode = useTranslations('nodes')
  const add = useAddStep()
  const flow = useEditor((state) => state.history.present)
  const spot = spotOfId(at)
  const before = edgeAt(flow, spot)
  const others = flow.nodes.filter(
    (node) => node.id !== spot.from && node.id !== before?.to && !wouldCycle(flow, spot.from, node.id),
  )
  const earlier = new Set(repeatAt(flow, spot) ? [] : earlierSteps(flow, spot))
  return (
    <Command label={t('label')} filter={wordFilter} loop>
      <div className="flex items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <Command.Input
          placeholder={t('search')}
          className="h-10 w-full bg-transparent text-sm outline-none placeholder:text-muted-foreground"
        />
      </div>
      <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
          {t('none')}
        </Command.Empty>
        {STEP_GROUPS.map(({ family, kinds }) => (
          <Command.Group key={family} heading={tNode(`families.${family}`)} className={GROUP}>
            {kinds.map((kind) => {
              const refused = kind === 'exit' && before !== undefined
              return (
                <Command.Item
                  key={kind}
                  value={kind}
                  keywords={[tNode(`${kind}.name`), ...t(`words.${kind}`).split(' '), t(`words.${kind}`)]}
                  disabled={refused}
                  onSelect={() => add(kind, spot)}
                  className={ITEM}
                  data-testid={`step-${kind}`}
                >
                  <KindTile kind={kind} />
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{tNode(`${kind}.name`)}</span>
                    <span className="block truncate text-xs text-muted-foreground">
                      {refused ? t('exitRefused') : tNode(`${kind}.summary`)}
                    </span>
                  </span>
                </Command.Item>
              )
            })}
          </Command.Group>
        ))}
        <StepGroup
          heading={t('join')}
          icon={CornerDownRight}
          prefix="join"
          nodes={others}
          onPick={(id) => {
            store.edit((current) => connect(current, { at: spot, to: id }))
            store.set({ menuAt: null })
          }}
        />
        <StepGroup
          heading={t('back')}
          icon={Repeat}
          prefix="back"
          words={t('backWords')}
          nodes={flow.nodes.filter(({ id }) => earlier.has(id))}
          onPick={(id) => {
            const done = store.edit((current) =>
              connectBack(current, { at: spot, to: id, atMost: FIRST_REPEATS }),
            )
            store.set({ menuAt: done ? repeatId(spot) : null })
          }}
        />
      </Command.List>
    </Command>
  )
}

/** Steps that are there already, as choices. */
function StepGroup({
  heading,
  icon: Icon,
  prefix,
  words: more = '',
  nodes,
  onPick,
}: {
  heading: string
  icon: LucideIcon
  prefix: string
  words?: string
  nodes: readonly FlowNode[]
  onPick: (id: string) => void
}) {
  const words = useNodeWords()
  if (nodes.length === 0) return null
  return (
    <Command.Group heading={heading} className={GROUP}>
      {nodes.map((node) => (
        <Command.Item
          key={node.id}
          value={`${prefix} ${node.id}`}
          keywords={[wordsOf(node, words).title, more]}
          onSelect={() => onPick(node.id)}
          className={ITEM}
          data-testid={`${prefix}-${node.id}`}
        >
          <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          <span className="truncate">{wordsOf(node, words).title}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}

/** The tinted tile of a kind of step. */
export function KindTile({ kind }: { kind: NodeKind }) {
  const { icon: Icon, family } = NODE_VIEWS[kind] as NodeView<NodeKind>
  return (
    <span data-family={family} className={cn(FAMILY_TILE, 'size-8')}>
      <Icon aria-hidden className="size-4" />
    </span>
  )
}
