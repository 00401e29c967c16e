'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { toast } from 'sonner'
import type { Flow } from '#flows/graph/flow.ts'
import { flowFileText, NoFlowFile, readFlowFile } from '#flows/graph/flow-file.ts'
import { isTypingIn } from './typing-in.ts'
import { useEditorStore } from './use-editor.ts'

/** Copies, cuts and pastes steps by the system's clipboard, as a flow file: also into another flow, tab or text editor. */
export function useClipboard(): void {
  const store = useEditorStore()
  const t = useTranslations('canvas.clipboard')
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      // words that somebody marked on the page are what they mean
      if (isTypingIn(event.target) || !(window.getSelection()?.isCollapsed ?? true)) return
      const clip = store.copy()
      if (clip === null || event.clipboardData === null) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', flowFileText(clip))
      const count = clip.nodes.length
      if (event.type === 'cut' && !store.state.locked) {
        store.remove()
        toast(t('cut', { count }), { id: 'clipboard' })
      } else toast(t('copied', { count }), { id: 'clipboard' })
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isTypingIn(event.target)) return
      const clip = flowIn(event.clipboardData?.getData('text/plain') ?? '')
      if (clip === null) return
      event.preventDefault()
      const count = store.paste(clip)
      if (count > 0) toast(t('pasted', { count }), { id: 'clipboard' })
    }
    window.addEventListener('copy', onCopy)
    window.addEventListener('cut', onCopy)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('copy', onCopy)
      window.removeEventListener('cut', onCopy)
      window.removeEventListener('paste', onPaste)
    }
  }, [store, t])
}

/** The flow file that a text is; null for any other text, which somebody meant for elsewhere. */
function flowIn(text: string): Flow | null {
  try {
    return readFlowFile(text)
  } catch (error) {
    if (error instanceof NoFlowFile) return null
    throw error
  }
}
