'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send, Unplug } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { type Connection, connectionsQuery, disconnect } from '../api/connections.ts'
import { useErrorText } from '../error-text.ts'
import { CHANNEL_ICONS } from '../messages/channel-icons.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardBody, CardFooter, CardHeader } from '../ui/card.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { ConnectionFacts } from './connection-facts.tsx'
import { PushSetup } from './push-setup.tsx'
import { TestDialog } from './test-dialog.tsx'

export interface ChannelCardProps {
  channel: Connection['channel']
  connection: Connection | null
  onEdit: () => void
}

/** How one channel's messages go out, and what to do about it. */
export function ChannelCard({ channel, connection, onEdit }: ChannelCardProps) {
  const t = useTranslations('connections')
  const may = useMay()('connections:write')
  const Icon = CHANNEL_ICONS[channel]
  if (connection === null) {
    return (
      <Card>
        <EmptyState
          className="py-10"
          picture={<Icon />}
          title={t(`${channel}.emptyTitle`)}
          description={t(`${channel}.emptyHint`)}
          actions={
            may && (
              <Button variant={channel === 'email' ? 'primary' : 'secondary'} onClick={onEdit}>
                {t(`${channel}.connect`)}
              </Button>
            )
          }
        />
      </Card>
    )
  }
  return (
    <Card>
      <CardHeader
        title={t(`${channel}.title`)}
        description={t(`${channel}.provider`)}
        actions={
          <StatusBadge tone={connection.status === 'connected' ? 'live' : 'failed'}>
            {t(`status.${connection.status}`)}
          </StatusBadge>
        }
      />
      <CardBody className="flex flex-col gap-4">
        {connection.lastError && (
          <Alert tone="error" title={t('lastError')}>
            <span className="break-words font-mono text-[13px]">{connection.lastError}</span>
          </Alert>
        )}
        <ConnectionFacts connection={connection} />
        {connection.channel === 'push' && (
          <PushSetup publicKey={String(connection.settings.publicKey ?? '')} />
        )}
      </CardBody>
      {may && <Actions connection={connection} onEdit={onEdit} />}
    </Card>
  )
}

function Actions({ connection, onEdit }: { connection: Connection; onEdit: () => void }) {
  const t = useTranslations('connections')
  const errorText = useErrorText()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [testing, setTesting] = useState(false)
  const leave = useMutation({
    mutationFn: () => disconnect(connection.id),
    onSuccess: () => void toast.success(t('disconnected')),
    onError: (error) => void toast.error(errorText(error)),
    onSettled: () => {
      setAsking(false)
      return queries.invalidateQueries({ queryKey: connectionsQuery.queryKey })
    },
  })
  return (
    <CardFooter>
      <Button variant="ghost" className="mr-auto" onClick={() => setAsking(true)}>
        <Unplug aria-hidden />
        {t('disconnect')}
      </Button>
      <Button variant="secondary" onClick={onEdit}>
        {t('change')}
      </Button>
      <Button variant="secondary" onClick={() => setTesting(true)}>
        <Send aria-hidden />
        {t('test')}
      </Button>
      <TestDialog open={testing} connection={connection} onClose={() => setTesting(false)} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t(`${connection.channel}.disconnectTitle`)}
        description={t(connection.channel === 'push' ? 'disconnectHintPush' : 'disconnectHint')}
        confirm={t('disconnect')}
        busy={leave.isPending}
        onConfirm={() => leave.mutate()}
      />
    </CardFooter>
  )
}
