'use client'

import { ReactFlowProvider } from '@xyflow/react'
import { useEffect } from 'react'
import { Canvas } from '../canvas/canvas.tsx'
import { useEditorStore } from '../canvas/use-editor.ts'
import { TestPanel } from './test-panel.tsx'

/** The test tab of a flow: one person is led through the draft, and the path lights up. Nothing is sent. */
export function FlowTest() {
  const store = useEditorStore()
  useEffect(() => {
    store.set({ mode: 'test', panel: null, selected: [], menuAt: null })
    return () => store.set({ mode: 'edit', lit: null, selected: [] })
  }, [store])
  return (
    <ReactFlowProvider>
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <div className="min-h-64 min-w-0 flex-1">
          <Canvas />
        </div>
        <TestPanel />
      </div>
    </ReactFlowProvider>
  )
}
