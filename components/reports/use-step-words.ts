'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Trigger } from '#flows/graph/flow.ts'
import type { NodeWords } from '../canvas/node-views/node-view.ts'
import { useConditionWords } from '../canvas/use-words.ts'

/** What the words of steps are made with, outside the editor. */
export function useStepWords(trigger: Trigger | null): NodeWords {
  const t = useTranslations('nodes')
  const conditions = useConditionWords()
  return useMemo(
    () => ({
      t: t as unknown as NodeWords['t'],
      conditions,
      locale: conditions.locale,
      key: trigger?.kind === 'event' ? (trigger.key ?? null) : null,
      event: trigger?.kind === 'event' ? trigger.event : null,
    }),
    [t, conditions, trigger],
  )
}
