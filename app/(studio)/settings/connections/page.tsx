import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectionsSettings } from '#components/connections/connections-settings.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.connections') }
}

export default function ConnectionsPage() {
  return <ConnectionsSettings />
}
