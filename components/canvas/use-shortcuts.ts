'use client'

import { useEffect } from 'react'
import { isTypingIn } from './typing-in.ts'
import { useEditorStore } from './use-editor.ts'

/**
 * Undo, redo, duplicate, choose all, delete; left to the field while someone types in one. Escape leads from the form of a
 * step back to its box.
 */
export function useShortcuts(): void {
  const store = useEditorStore()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null
      const inspecting = target?.closest('[data-testid="inspector"]') ?? null
      if (isTypingIn(target) && !(event.key === 'Escape' && inspecting)) return
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
      } else if ((event.key === 'Delete' || event.key === 'Backspace') && inspecting === null) {
        store.remove()
      } else if (event.key === 'Escape' && !event.defaultPrevented) {
        const { panel, selected } = store.state
        if (panel === null) store.select([])
        else store.set({ panel: null })
        if (panel === 'step' && inspecting) boxOf(selected[0])?.focus({ preventScroll: true })
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [store])
}

const boxOf = (id = '') =>
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
