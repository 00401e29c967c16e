'use client'

import { useLocale, useTranslations } from 'next-intl'
import { createContext, use, useContext, useMemo, useSyncExternalStore } from 'react'
import type { FlowNode } from '#flows/graph/flow.ts'
import type { Words } from '../conditions/describe.ts'
import { messageNames, messageTexts, NamesContext } from './names.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { EditorContext, useEditor } from './use-editor.ts'

/** What sentences about conditions are made with; inside a flow they also know its messages by name. */
export function useConditionWords(): Words {
  const words = usePlainConditionWords()
  const messages = useMessageTexts()
  return useMemo(
    () => ({ ...words, names: { ...words.names, message: messageNames(messages, words) } }),
    [words, messages],
  )
}

/** What the words on cards are made with, in this flow. */
export function useNodeWords(): NodeWords {
  return useWordsWith(useConditionWords())
}

/** Words for many cards at once, made in one place: with `names`, those that know messages by name. */
export const CardWordsContext = createContext<NodeWords | null>(null)
export const NamingWordsContext = createContext<NodeWords | null>(null)

/** What `CardWordsContext` gives: the same while people type, whatever they write into messages. */
export function usePlainWords(): NodeWords {
  return useWordsWith(usePlainConditionWords())
}

/** The words for one card of the canvas; only one that speaks of messages changes with their subjects. */
export function useCardWords(node: FlowNode | null | undefined): NodeWords {
  const words = use(node && speaksOfMessages(node) ? NamingWordsContext : CardWordsContext)
  if (words === null) throw new Error('There is no canvas around this card.')
  return words
}

const known = new WeakMap<FlowNode, boolean>()

/** Whether a step asks about a message of the flow, so that its words hold a message's name. */
export function speaksOfMessages(node: FlowNode): boolean {
  const before = known.get(node)
  if (before !== undefined) return before
  const found = JSON.stringify(node.config).includes('"kind":"message"')
  known.set(node, found)
  return found
}

function usePlainConditionWords(): Words {
  const t = useTranslations('conditions') as unknown as Words['t']
  const locale = useLocale()
  const names = useContext(NamesContext)
  return useMemo(() => ({ t, locale, names }), [t, locale, names])
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
