import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default async function StudioNotFound() {
  const t = await getTranslations('errors')
  return (
    <EmptyState
      className="flex-1 justify-center"
      title={t('pageMissing')}
      description={t('pageMissingHint')}
      actions={
        <Button asChild variant="secondary">
          <Link href="/">{t('home')}</Link>
        </Button>
      }
    />
  )
}
