import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TeamSettings } from '#components/settings/team-settings.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.team') }
}

export default function TeamSettingsPage() {
  return <TeamSettings />
}
