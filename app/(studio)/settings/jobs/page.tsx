import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { JobsSettings } from '#components/settings/jobs-settings.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.jobs') }
}

export default function JobsPage() {
  return <JobsSettings />
}
