import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { KeysSettings } from '#components/settings/keys-settings.tsx'
import { studioSession } from '../../studio-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.keys') }
}

export default async function KeysPage() {
  const { permissions } = await studioSession()
  if (!permissions.includes('keys:write')) notFound()
  return <KeysSettings />
}
