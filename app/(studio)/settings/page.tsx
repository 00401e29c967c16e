import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ShopSettings } from '#components/settings/shop-settings.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.shop') }
}

export default function ShopSettingsPage() {
  return <ShopSettings />
}
