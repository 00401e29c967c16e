import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowEditor } from '#components/canvas/flow-editor.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('flows'))('tabs.canvas') }
}

export default function FlowCanvasPage() {
  return <FlowEditor />
}
