'use client'

import { Command } from 'cmdk'
import { Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { type FlowNode, TRIGGER_ID } from '#flows/graph/flow.ts'
import { SearchDialog } from '../ui/search-dialog.tsx'
import { isEditing } from './editor-store.ts'
import { wordsOf } from './node-views/registry.ts'
import { KindTile } from './step-menu.tsx'
import { triggerWords } from './trigger-words.ts'
import { isTypingIn } from './typing-in.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'

interface FindStepProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Finds a step by any of its words and shows it. Opened by ⌘F or Ctrl F. */
export function FindStep({ open, onOpenChange }: FindStepProps) {
  const t = useTranslations('canvas.find')
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'f' ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return
      if (isTypingIn(event.target)) return
      event.preventDefault()
      onOpenChange(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onOpenChange])
  return (
    <SearchDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      placeholder={t('placeholder')}
      empty={t('none')}
      testId="find-step"
      // what was found has the focus, not the button that opened this
      onCloseAutoFocus={(event) => event.preventDefault()}
    >
      <Steps close={() => onOpenChange(false)} />
    </SearchDialog>
  )
}

function Steps({ close }: { close: () => void }) {
  const store = useEditorStore()
  const editing = useEditor(isEditing)
  const flow = useEditor((state) => state.history.present)
  const words = useNodeWords()
  const show = (id: string) => {
    close()
    if (editing) store.openStep(id)
    else store.select([id])
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus(),
    )
  }
  const trigger = triggerWords(flow.trigger, words)
  return (
    <>
      <Step id={TRIGGER_ID} {...trigger} more={[]} onSelect={show}>
        <span className="grid size-8 shrink-0 place-items-center rounded-md bg-step-trigger-soft text-step-trigger">
          <Zap aria-hidden className="size-4" />
        </span>
      </Step>
      {flow.nodes.map((node) => (
        <Step
          key={node.id}
          id={node.id}
          {...wordsOf(node, words)}
          more={[words.t(`${node.kind}.name`), ...textsOf(node)]}
          onSelect={show}
        >
          <KindTile kind={node.kind} />
        </Step>
      ))}
    </>
  )
}

interface StepProps {
  id: string
  title: string
  detail: string | null
  more: string[]
  onSelect: (id: string) => void
  children: ReactNode
}

function Step({ id, title, detail, more, onSelect, children }: StepProps) {
  return (
    <Command.Item
      value={id}
      keywords={[title, detail ?? '', ...more]}
      onSelect={() => onSelect(id)}
      className="flex cursor-pointer select-none items-center gap-2.5 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-accent"
    >
      {children}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{title}</span>
        {detail && <span className="block truncate text-xs text-muted-foreground">{detail}</span>}
      </span>
    </Command.Item>
  )
}

/** All that somebody may have written into a step. */
function textsOf({ config }: FlowNode): string[] {
  const texts: string[] = []
  const collect = (value: unknown) => {
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one)
  }
  collect(config)
  return texts
}
