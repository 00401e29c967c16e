import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowReplay } from '#components/flow-replay/flow-replay.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('flows'))('tabs.replay') }
}

export default function FlowReplayPage() {
  return <FlowReplay />
}
