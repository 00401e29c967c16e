import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FailedEventsSettings } from '#components/settings/failed-events-settings.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.events') }
}

export default function EventsPage() {
  return <FailedEventsSettings />
}
