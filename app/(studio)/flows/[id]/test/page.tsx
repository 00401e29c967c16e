import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FlowTest } from '#components/flow-test/flow-test.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('flows'))('tabs.test') }
}

export default function FlowTestPage() {
  return <FlowTest />
}
