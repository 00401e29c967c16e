'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { fetchJson } from '../api/fetch-json.ts'
import { Button } from '../ui/button.tsx'
import { Card, CardBody, CardHeader } from '../ui/card.tsx'
import { CopyButton } from '../ui/copy-button.tsx'

/** The secret that receivers of webhook steps check signatures with; shown when asked for. */
export function WebhookCard() {
  const t = useTranslations('connections.webhook')
  const [shown, setShown] = useState(false)
  const secret = useQuery({
    queryKey: ['connections', 'webhook-secret'],
    queryFn: ({ signal }) => fetchJson<{ secret: string }>('/api/v1/connections/webhook-secret', { signal }),
    enabled: shown,
  })
  return (
    <Card>
      <CardHeader title={t('title')} description={t('hint')} />
      <CardBody>
        {secret.data ? (
          <div className="flex min-w-0 items-center gap-2">
            <code className="min-w-0 truncate rounded-md bg-muted px-2.5 py-1.5 font-mono text-[13px]">
              {secret.data.secret}
            </code>
            <CopyButton text={secret.data.secret} />
          </div>
        ) : (
          <Button variant="secondary" busy={secret.isFetching} onClick={() => setShown(true)}>
            {t('show')}
          </Button>
        )}
      </CardBody>
    </Card>
  )
}
