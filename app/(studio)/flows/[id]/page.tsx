import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { preload } from 'react-dom'
import { FlowEditor } from '#components/canvas/flow-editor.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('flows'))('tabs.canvas') }
}

export default function FlowCanvasPage() {
  // for the note above the canvas on what nothing is connected for
  preload('/api/v1/connections', { as: 'fetch', crossOrigin: 'anonymous' })
  return <FlowEditor />
}
