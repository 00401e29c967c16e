'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { type Connection, connectionsQuery } from '../api/connections.ts'
import { waitingQuery } from '../api/messages.ts'
import { useErrorText } from '../error-text.ts'
import { WaitingNote } from '../messages/waiting-note.tsx'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { ChannelCard } from './channel-card.tsx'
import { PushDialog } from './push-dialog.tsx'
import { SmtpDialog } from './smtp-dialog.tsx'
import { TwilioDialog } from './twilio-dialog.tsx'
import { WebhookCard } from './webhook-card.tsx'
import { WhatsappDialog } from './whatsapp-dialog.tsx'

/** The providers that carry this shop's messages, one a channel. */
export function ConnectionsSettings() {
  const errorText = useErrorText()
  const t = useTranslations('connections')
  const may = useMay()
  const connections = useQuery(connectionsQuery)
  const waiting = useQuery(waitingQuery)
  const [editing, setEditing] = useState<Connection['channel'] | null>(null)
  const of = (channel: Connection['channel']) =>
    connections.data?.items.find((connection) => connection.channel === channel) ?? null
  return (
    <div className="flex flex-col gap-6">
      {connections.isError && <Alert tone="error">{errorText(connections.error)}</Alert>}
      {waiting.data?.unconnectedChannels.some((channel) => of(channel)) && (
        <WaitingNote waiting={waiting.data} />
      )}
      {connections.isPending && <Skeleton className="h-56" aria-label={t('loading')} />}
      {connections.isSuccess && (
        <>
          {MESSAGE_CHANNELS.map((channel) => (
            <ChannelCard
              key={channel}
              channel={channel}
              connection={of(channel)}
              onEdit={() => setEditing(channel)}
            />
          ))}
          {may('connections:write') && <WebhookCard />}
        </>
      )}
      <SmtpDialog open={editing === 'email'} connection={of('email')} onClose={() => setEditing(null)} />
      <PushDialog open={editing === 'push'} connection={of('push')} onClose={() => setEditing(null)} />
      <WhatsappDialog
        open={editing === 'whatsapp'}
        connection={of('whatsapp')}
        onClose={() => setEditing(null)}
      />
      <TwilioDialog open={editing === 'sms'} connection={of('sms')} onClose={() => setEditing(null)} />
    </div>
  )
}
