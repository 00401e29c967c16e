'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useContext, useMemo, useSyncExternalStore } from 'react'
import type { Words } from '../conditions/describe.ts'
import { messageNames, messageTexts, NamesContext } from './names.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { EditorContext, useEditor } from './use-editor.ts'

/** What sentences about conditions are made with; inside a flow they also know its messages by name. */
export function useConditionWords(): Words {
  const t = useTranslations('conditions') as unknown as Words['t']
  const locale = useLocale()
  const names = useContext(NamesContext)
  const messages = useMessageTexts()
  return useMemo(
    () => ({ t, locale, names: { ...names, message: messageNames(messages, { t, locale }) } }),
    [t, locale, names, messages],
  )
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

const NOTHING = () => () => undefined

/** What the flow's message steps say, where there is a flow around. */
function useMessageTexts(): string {
  const store = useContext(EditorContext)
  const read = () => (store === null ? '[]' : messageTexts(store.flow.nodes))
  return useSyncExternalStore(store?.subscribe ?? NOTHING, read, read)
}
