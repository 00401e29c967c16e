'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { fetchJson } from '../api/fetch-json.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { describeAgent } from './describe-agent.ts'

interface ListedSession {
  id: string
  token: string
  createdAt: string
  updatedAt: string
  ipAddress: string | null
  userAgent: string | null
}

/** Where the person is signed in, and the way to end it there. */
export function SessionSettings() {
  const t = useTranslations('settings.account')
  const errorText = useErrorText()
  const format = useFormat()
  const queries = useQueryClient()
  const { sessionId } = useSession()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => fetchJson<ListedSession[]>('/api/auth/list-sessions', { signal }),
  })
  const end = useMutation({
    mutationFn: (token: string | null) =>
      token === null
        ? fetchJson('/api/auth/revoke-other-sessions', { method: 'POST', body: {} })
        : fetchJson('/api/auth/revoke-session', { method: 'POST', body: { token } }),
    onSuccess: () => toast.success(t('sessionEnded')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  })
  const sorted = sessions.data?.toSorted(
    (a, b) =>
      Number(b.id === sessionId) - Number(a.id === sessionId) || b.updatedAt.localeCompare(a.updatedAt),
  )
  return (
    <Card>
      <CardHeader
        title={t('sessions')}
        description={t('sessionsHint')}
        actions={
          (sorted?.length ?? 0) > 1 && (
            <Button variant="secondary" size="sm" busy={end.isPending} onClick={() => end.mutate(null)}>
              {t('endOthers')}
            </Button>
          )
        }
      />
      {sessions.isError && (
        <Alert tone="error" className="m-5 mt-0">
          {errorText(sessions.error)}
        </Alert>
      )}
      {sessions.isPending && <Skeleton className="m-5 mt-0 h-12" />}
      <ul className="divide-y border-t">
        {sorted?.map((session) => {
          const { browser, system } = describeAgent(session.userAgent)
          const here = session.id === sessionId
          return (
            <li key={session.id} className="flex items-center justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {browser && system
                    ? t('agent', { browser, system })
                    : (browser ?? system ?? t('unknownAgent'))}
                  {here && <Badge tone="live">{t('here')}</Badge>}
                </p>
                <p className="truncate text-[13px] text-muted-foreground">
                  {t('since', { date: format.dateTime(session.createdAt) })}
                  {session.ipAddress && ` · ${session.ipAddress}`}
                </p>
              </div>
              {!here && (
                <Button
                  variant="secondary"
                  size="sm"
                  busy={end.isPending && end.variables === session.token}
                  onClick={() => end.mutate(session.token)}
                >
                  {t('endSession')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
