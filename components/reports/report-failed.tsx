'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** Stands where figures would be when they could not be had. */
export function ReportFailed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('reports.failed')
  return (
    <Card role="alert">
      <EmptyState
        picture={<CircleAlert />}
        title={t('title')}
        description={t('description')}
        actions={
          <Button variant="secondary" onClick={onRetry}>
            {t('retry')}
          </Button>
        }
      />
    </Card>
  )
}
