'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default function StudioError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('errors')
  return (
    <EmptyState
      className="min-h-80 flex-1 justify-center"
      title={t('pageFailed')}
      description={t('pageFailedHint')}
      actions={<Button onClick={reset}>{t('retry')}</Button>}
    />
  )
}
