'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Words } from '../conditions/describe.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { useEditor } from './use-editor.ts'

/** What sentences about conditions are made with. */
export function useConditionWords(): Words {
  const t = useTranslations('conditions')
  const locale = useLocale()
  return useMemo(() => ({ t: t as unknown as Words['t'], locale }), [t, locale])
}

/** What the words on cards are made with, in this flow. */
export function useNodeWords(): NodeWords {
  const t = useTranslations('nodes')
  const conditions = useConditionWords()
  const trigger = useEditor((state) => state.history.present.trigger)
  return useMemo(
    () => ({
      t: t as unknown as Words['t'],
      conditions,
      locale: conditions.locale,
      key: trigger?.kind === 'event' ? (trigger.key ?? null) : null,
      event: trigger?.kind === 'event' ? trigger.event : null,
    }),
    [t, conditions, trigger],
  )
}
