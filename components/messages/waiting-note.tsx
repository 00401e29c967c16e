'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { connectionsQuery } from '../api/connections.ts'
import { sendWaiting, type Waiting } from '../api/messages.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'

/** Says that messages wait for a provider, and lets the young ones go once there is one. Old ones never go by themselves. */
export function WaitingNote({ waiting, className }: { waiting: Waiting; className?: string }) {
  const t = useTranslations('messages.waiting')
  const may = useMay()
  const errorText = useErrorText()
  const queries = useQueryClient()
  const connections = useQuery(connectionsQuery)
  const connected = connections.data?.items.map(({ channel }) => channel) ?? []
  const channels = waiting.unconnectedChannels.filter((channel) => connected.includes(channel))
  const send = useMutation({
    mutationFn: async () => {
      const sent = await Promise.all(channels.map((channel) => sendWaiting(channel)))
      return sent.reduce((sum, one) => sum + one.count, 0)
    },
    onSuccess: (sent) =>
      void (sent > 0 ? toast.success(t('sent', { count: sent })) : toast.info(t('tooOld'))),
    onError: (error) => void toast.error(errorText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  })
  if (!connections.isSuccess) return null
  const action =
    channels.length === 0
      ? may('connections:write') && (
          <Button asChild size="sm">
            <Link href="/settings/connections">{t('connect')}</Link>
          </Button>
        )
      : may('messages:write') && (
          <Button size="sm" busy={send.isPending} onClick={() => send.mutate()}>
            {t('send')}
          </Button>
        )
  return (
    <Alert tone="warning" className={className} title={t('title', { count: waiting.unconnected })}>
      <p>{t(channels.length === 0 ? 'unconnected' : 'connected')}</p>
      {action && <div className="mt-2.5 mb-0.5">{action}</div>}
    </Alert>
  )
}
