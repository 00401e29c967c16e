'use client'

import { useEffect } from 'react'
import { isTypingIn } from './typing-in.ts'
import { useEditorStore } from './use-editor.ts'

/** Undo, redo, duplicate, choose all, delete; left to the field while someone types in one. */
export function useShortcuts(): void {
  const store = useEditorStore()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTypingIn(event.target)) return
      const target = event.target as HTMLElement | null
      const command = event.metaKey || event.ctrlKey
      const key = event.key.toLowerCase()
      if (command && key === 'z') {
        event.preventDefault()
        if (event.shiftKey) store.redo()
        else store.undo()
      } else if (command && key === 'y') {
        event.preventDefault()
        store.redo()
      } else if (command && key === 'd') {
        event.preventDefault()
        store.duplicate()
      } else if (command && key === 'a') {
        event.preventDefault()
        store.select(store.flow.nodes.map(({ id }) => id))
      } else if (
        (event.key === 'Delete' || event.key === 'Backspace') &&
        !target?.closest('[data-testid="inspector"]')
      ) {
        store.remove()
      } else if (event.key === 'Escape' && !event.defaultPrevented) {
        if (store.state.panel !== null) store.set({ panel: null })
        else store.select([])
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [store])
}
