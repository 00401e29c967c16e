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
  const words = useListedConditionWords()
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

/** Words for many cards at once, made in one place, by what they know by name: nothing, lists and flows, messages too. */
export const PlainWordsContext = createContext<NodeWords | null>(null)
export const ListedWordsContext = createContext<NodeWords | null>(null)
export const NamingWordsContext = createContext<NodeWords | null>(null)
const CONTEXTS = { plain: PlainWordsContext, listed: ListedWordsContext, naming: NamingWordsContext }

/** The words of a canvas. The plain ones stay the same while names are loaded, the listed ones while people type. */
export interface CanvasWords {
  plain: NodeWords
  listed: NodeWords
  naming: NodeWords
}

export function useCanvasWords(): CanvasWords {
  const plain = useWordsWith(usePlainConditionWords())
  const listed = useWordsWith(useListedConditionWords())
  const naming = useNodeWords()
  return useMemo(() => ({ plain, listed, naming }), [plain, listed, naming])
}

/** The words for one card of the canvas; only one that names something changes when it is called otherwise. */
export function useCardWords(step: Step | null | undefined): NodeWords {
  const words = use(CONTEXTS[step ? wordsFor(step) : 'plain'])
  if (words === null) throw new Error('There is no canvas around this card.')
  return words
}

type Step = FlowNode | NonNullable<Flow['trigger']>

const known = new WeakMap<Step, keyof CanvasWords>()

/** Which words a step or a trigger is told with: whether it names a message of the flow, a list, a segment, a flow, or nothing. */
export function wordsFor(step: Step): keyof CanvasWords {
  const before = known.get(step)
  if (before !== undefined) return before
  const text = JSON.stringify(step)
  const named = /"(?:list|segment|flow)"/.test(text) ? 'listed' : 'plain'
  const found = text.includes('"kind":"message"') ? 'naming' : named
  known.set(step, found)
  return found
}

function usePlainConditionWords(): Words {
  const t = useTranslations('conditions') as unknown as Words['t']
  const locale = useLocale()
  return useMemo(() => ({ t, locale }), [t, locale])
}

function useListedConditionWords(): Words {
  const words = usePlainConditionWords()
  const names = useContext(NamesContext)
  return useMemo(() => ({ ...words, names }), [words, names])
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
