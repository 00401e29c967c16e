'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { newNode } from '#flows/graph/edit/new-node.ts'
import type { Spot } from '#flows/graph/edit/spot.ts'
import type { FlowNode, NodeKind } from '#flows/graph/flow.ts'
import { closing } from '#flows/library/closing.ts'
import { useEditorStore } from './use-editor.ts'

/** Puts a new step at a spot, with first words in the reader's language, and opens it. */
export function useAddStep(): (kind: NodeKind, at: Spot) => string | null {
  const store = useEditorStore()
  const locale = useLocale()
  const t = useTranslations('inspector.starters')
  return useCallback(
    (kind, at) => {
      const { trigger } = store.flow
      const keyed = trigger?.kind === 'event' && trigger.key !== undefined
      const make = (id: string): FlowNode => {
        const node = newNode(kind, { id, keyed })
        if (node.kind === 'email') {
          node.config.blocks = [
            { kind: 'heading', text: t('heading') },
            { kind: 'text', text: t('text') },
            ...closing(locale === 'tr' ? 'tr' : 'en'),
          ]
        }
        return node
      }
      return store.add(make, at)
    },
    [store, locale, t],
  )
}
