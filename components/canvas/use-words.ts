'use client'

import { useLocale, useTranslations } from 'next-intl'
import { createContext, use, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Flow, FlowNode } from '#flows/graph/flow.ts'
import type { Words } from '../conditions/describe.ts'
import { messageNames, messageTexts, NamesContext } from './names.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { EditorContext, useEditor } from './use-editor.ts'

/** What sentences about conditions are made with; inside a flow they also know its messages by name. */
export function useConditionWords(): Words {
  const words = usePlainConditionWords()
  const names = useContext(NamesContext)
  const messages = useMessageTexts()
  return useMemo(
    () => ({ ...words, names: { ...names, message: messageNames(messages, words) } }),
    [words, names, messages],
  )
}

/** What the words on cards are made with, in this flow. */
export function useNodeWords(): NodeWords {
  return useWordsWith(useConditionWords())
}

/** Words for many cards at once, made in one place: with `Naming`, those that know lists, flows and messages by name. */
export const CardWordsContext = createContext<NodeWords | null>(null)
export const NamingWordsContext = createContext<NodeWords | null>(null)

/** What `CardWordsContext` gives: the same while people type and while names are still being loaded. */
export function usePlainWords(): NodeWords {
  return useWordsWith(usePlainConditionWords())
}

/** The words for one card of the canvas; only one that names something changes when it is called otherwise. */
export function useCardWords(step: Step | null | undefined): NodeWords {
  const words = use(step && namesThings(step) ? NamingWordsContext : CardWordsContext)
  if (words === null) throw new Error('There is no canvas around this card.')
  return words
}

type Step = FlowNode | NonNullable<Flow['trigger']>

const known = new WeakMap<Step, boolean>()

/** Whether a step or a trigger tells of a list, a segment, a flow or a message, so that its words hold a name. */
export function namesThings(step: Step): boolean {
  const before = known.get(step)
  if (before !== undefined) return before
  const found = /"(?:list|segment|flow|message)"/.test(JSON.stringify(step))
  known.set(step, found)
  return found
}

function usePlainConditionWords(): Words {
  const t = useTranslations('conditions') as unknown as Words['t']
  const locale = useLocale()
  return useMemo(() => ({ t, locale }), [t, locale])
}

function useWordsWith(conditions: Words): NodeWords {
  const t = useTranslations('nodes')
  const key = useEditor(({ history: { present } }) =>
    present.trigger?.kind === 'event' ? (present.trigger.key ?? null) : null,
  )
  const event = useEditor(({ history: { present } }) =>
    present.trigger?.kind === 'event' ? present.trigger.event : null,
  )
  return useMemo(
    () => ({ t: t as unknown as Words['t'], conditions, locale: conditions.locale, key, event }),
    [t, conditions, key, event],
  )
}

const NOTHING = () => () => undefined

/** What the flow's message steps say, where there is a flow around. */
function useMessageTexts(): string {
  const store = useContext(EditorContext)
  const read = () => (store === null ? '[]' : messageTexts(store.flow.nodes))
  return useSyncExternalStore(store?.subscribe ?? NOTHING, read, read)
}
