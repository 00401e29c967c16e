import { Flow, type Flow as FlowFile } from '../graph/flow.ts'
import { ABANDONED_CART } from './abandoned-cart.ts'
import type { LibraryFlow } from './library-flow.ts'
import type { LibraryLocale } from './library-locale.ts'
import { WELCOME } from './welcome.ts'
import { WIN_BACK } from './win-back.ts'

export const LIBRARY_IDS = ['welcome', 'abandoned-cart', 'win-back'] as const
export type LibraryId = (typeof LIBRARY_IDS)[number]

const LIBRARY = {
  welcome: WELCOME,
  'abandoned-cart': ABANDONED_CART,
  'win-back': WIN_BACK,
} satisfies Record<LibraryId, LibraryFlow>

/** The ready-made flow as a flow file of its own; every call gives a fresh copy. */
export function libraryFlow(id: LibraryId, locale: LibraryLocale): FlowFile {
  return Flow.parse(LIBRARY[id].graph(locale))
}

export interface LibraryEntry {
  id: LibraryId
  name: string
  description: string
  graph: FlowFile
}

/** All ready-made flows with their words, in the order they are offered. */
export function libraryEntries(locale: LibraryLocale): LibraryEntry[] {
  return LIBRARY_IDS.map((id) => {
    const graph = libraryFlow(id, locale)
    return { id, name: graph.name, description: LIBRARY[id].description[locale], graph }
  })
}
