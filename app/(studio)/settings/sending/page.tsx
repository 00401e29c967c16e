import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SendingSettings } from '#components/settings/sending-settings.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.sending') }
}

export default function SendingPage() {
  return <SendingSettings />
}
