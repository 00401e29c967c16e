import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowWhy } from '#components/flow-why/flow-why.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('flows'))('tabs.why') }
}

export default function FlowWhyPage() {
  return <FlowWhy />
}
