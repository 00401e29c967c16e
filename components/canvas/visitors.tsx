'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import { type FlowVisitor, sayLeaving, useFlowVisits } from '../api/flow-visits.ts'
import { flowKeys } from '../api/flows.ts'
import { useSession } from '../session.tsx'
import { cn } from '../ui/cn.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { wordsOf } from './node-views/registry.ts'
import { useOpenFlow } from './open-flow.ts'
import { triggerWords } from './trigger-words.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'

const SHOWN = 4
const TONES = [
  'bg-step-trigger-soft text-step-trigger',
  'bg-step-logic-soft text-step-logic',
  'bg-step-time-soft text-step-time',
  'bg-step-action-soft text-step-action',
]

/** Who else has this flow open, and where in it they are. */
export function Visitors({ visitors, className }: { visitors: FlowVisitor[]; className?: string }) {
  const t = useTranslations('canvas.others')
  const label = useVisitorLabel()
  if (visitors.length === 0) return null
  return (
    <ul aria-label={t('here')} className={cn('flex items-center', className)} data-testid="visitors">
      {visitors.slice(0, SHOWN).map((visitor) => (
        <li key={visitor.page} className="-ml-1.5 first:ml-0">
          <Tooltip content={label(visitor)}>
            <span
              role="img"
              aria-label={label(visitor)}
              className={cn(
                'grid size-7 place-items-center rounded-full border-2 border-card text-[11px] font-semibold',
                toneOf(visitor.userId),
              )}
            >
              {initials(visitor.name)}
            </span>
          </Tooltip>
        </li>
      ))}
      {visitors.length > SHOWN && (
        <li className="ml-1 text-xs text-muted-foreground figures">+{visitors.length - SHOWN}</li>
      )}
    </ul>
  )
}

/** Says that we are here, hears who else is, and asks for the draft when somebody has saved a newer one. */
export function useVisitors(): FlowVisitor[] {
  const client = useQueryClient()
  const store = useEditorStore()
  const { id, autosave } = useOpenFlow()
  const [page] = useState(() => crypto.randomUUID())
  const node = useEditor((state) => (state.panel === 'step' ? (state.selected[0] ?? null) : null))
  const { data } = useFlowVisits(id, { page, node })
  const newest = data?.revision ?? 0
  useEffect(() => {
    if (newest > autosave.revision) void client.invalidateQueries({ queryKey: flowKeys.detail(id) })
  }, [newest, autosave, client, id])
  useEffect(() => {
    const leave = () => sayLeaving(id, page)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [id, page])
  const visitors = data?.visitors
  useEffect(() => {
    const at = Map.groupBy(
      (visitors ?? []).filter((visitor) => visitor.node !== null),
      (visitor) => visitor.node!,
    )
    store.set({ visitorsAt: new Map([...at].map(([step, there]) => [step, there.map(({ name }) => name)])) })
  }, [store, visitors])
  return visitors ?? []
}

function useVisitorLabel(): (visitor: FlowVisitor) => string {
  const t = useTranslations('canvas.others')
  const { user } = useSession()
  const store = useEditorStore()
  const words = useNodeWords()
  return ({ userId, name, node }) => {
    const who = userId === user.id ? t('you') : name
    const { nodes, trigger } = store.flow
    const step = nodes.find((one) => one.id === node)
    const title = step
      ? wordsOf(step, words).title
      : node === TRIGGER_ID
        ? triggerWords(trigger, words).title
        : null
    return title === null ? who : t('on', { name: who, step: title })
  }
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toLocaleUpperCase('tr')

/** Always the same colour for the same person. */
const toneOf = (userId: string) =>
  TONES[[...userId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % TONES.length]
