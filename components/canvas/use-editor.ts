'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { EditorState, EditorStore } from './editor-store.ts'

export const EditorContext = createContext<EditorStore | null>(null)

/** The store of the editor around this component. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (store === null) throw new Error('There is no flow editor around this component.')
  return store
}

/** A slice of the editor's state; it must be the same value while it has not changed. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  const store = useEditorStore()
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.state),
    () => select(store.state),
  )
}
