import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { SettingsTabs } from '#components/settings/settings-tabs.tsx'
import { Page } from '#components/shell/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('settings')
  return (
    <Page narrow>
      <PageHeader title={t('title')} className="pb-3" />
      <SettingsTabs />
      {children}
    </Page>
  )
}
